"""Jobs of notices: announcing an activity, the mail at once, the daily digest."""
