"""Where everything in the picture of a wheel stands: pure arithmetic, no Django, no drawing."""
