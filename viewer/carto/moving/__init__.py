"""Where one looks: fitting, aiming, moving by hand, flying."""
