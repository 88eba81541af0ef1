#include <cassert>
int add(int,int);
int sq(int);
int main(){ assert(add(1,2)==3); assert(add(5,5)==10); assert(sq(3)==9); return 0; }
