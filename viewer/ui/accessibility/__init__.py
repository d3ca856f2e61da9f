"""What readers of the screen find."""
