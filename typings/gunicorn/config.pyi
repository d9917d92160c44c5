class Config:
    loglevel: str
