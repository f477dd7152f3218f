"""Pictures of pages: those of `places` and of whole pages (`debug_images`) are asked for; the child draws the rest."""
