import time
from collections import Counter
def test_try(ground):
    t=time.time(); v=ground.visits; print("visits",len(v),time.time()-t)
    for x in v:
        if x.status>=500: print(x.name)
    by={}
    for x in v: by.setdefault((x.endpoint,x.address),[]).append((x.reader,x.status))
    for k,s in by.items(): print(k, " ".join(str(c) for _,c in s))
