import os

reader, writer = os.pipe()
print(os.read(reader, 1))
