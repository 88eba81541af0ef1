#include "@HOST_FILE@"

int main() {}
