"""What every page shares: the unit of work, route marks, forms, errors, headers, assets."""
