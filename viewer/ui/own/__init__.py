"""A reader's own data in the window: opened, dropped, shown, told, taken away; and an atlas folder that is edited while it is open."""
