"""The legend, and the choices that it offers: schemes and viewpoints."""
