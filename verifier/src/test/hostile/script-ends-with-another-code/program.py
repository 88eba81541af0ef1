print(3)
raise SystemExit(7)
