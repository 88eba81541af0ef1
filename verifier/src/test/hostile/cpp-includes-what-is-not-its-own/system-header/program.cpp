#pragma GCC system_header
#include "/etc/passwd"

int main() {}
