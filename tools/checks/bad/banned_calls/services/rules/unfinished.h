// TODO(someone): a promise.
// A TODOLIST and mktemp's XXXXXX are words of their own.
int x;  // XXX
