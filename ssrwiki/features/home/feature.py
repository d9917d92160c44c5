"""What the front page adds to the site."""

from ssrwiki.features.home.views import blueprint
from ssrwiki.foundation.feature import Feature

FEATURE = Feature(name="home", blueprints=(blueprint,))
