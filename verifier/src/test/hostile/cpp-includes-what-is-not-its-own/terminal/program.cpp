#include "/dev/tty"

int main() {}
