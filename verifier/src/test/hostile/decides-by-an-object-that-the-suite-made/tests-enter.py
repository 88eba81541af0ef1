from solution import App, connect


def test_banner():
    with connect(App()) as banner:
        assert banner == "Hello, Bob!"
