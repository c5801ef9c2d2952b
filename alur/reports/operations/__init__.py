"""What the operator reads about Alur itself: signs of life, the queue, incidents. Each panel is one small function."""
