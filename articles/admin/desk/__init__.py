"""The desk: the queue of what needs eyes, and a meeting's facts beside the articles they were read in."""
