"""Template tags for forms that keep drafts."""
