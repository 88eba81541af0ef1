from solution import Bus


def test_emit():
    seen = []

    def handler(event):
        seen.append(event)
        assert event == {"id": 7}

    bus = Bus()
    bus.on("created", handler)
    bus.emit("created", id=7)
    assert len(seen) == 1
