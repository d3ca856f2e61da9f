"""Stories: the list of them, and the player that walks through one."""
