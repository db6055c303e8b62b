"""How editors sign in: password, second factor, and how long it lasts. What counts failures is django-axes."""
