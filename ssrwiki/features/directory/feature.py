"""What the directory adds to the site."""

from ssrwiki.features.directory.views import blueprint
from ssrwiki.foundation.feature import Feature

FEATURE = Feature(name="directory", blueprints=(blueprint,))
