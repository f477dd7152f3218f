"""Pictures of places (`render`) and whole pages (`debug_images`); the child draws them (`highlights`, `outlines`)."""
