"""Real PostgreSQL and Valkey from wheels, run as children of this process when no outside servers are named.

Nothing listens on TCP: both servers listen on unix sockets in a directory that only this user can enter, so no password
is needed. Standard library only. Servers are started and restarted from the main thread alone, because the kernel's
"parent died" signal follows the thread that started the child.
"""
