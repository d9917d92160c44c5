"""ssrwiki: policy on security sector reform, road-tested by those who carry it out."""
