"""The scripts that run inside Redis (DESIGN §9 P4). Lua only compares and appends; it never looks into values.

Every script's text carries the epoch's id: a Redis that restarted does not know the text any more (NOSCRIPT), and a
Redis whose data was replaced says another id at the epoch key. All checks stand before the first write, all keys are
declared. Only the keeper loads them; everybody else calls by the sha that stands at the epoch key.
"""

from __future__ import annotations

from typing import Final

CONTRACT: Final = 2
"""Goes up when the keys, arguments or answers of a script change. A process of another contract does not write."""

_OPEN = """local E='%(id)s'
local ep=redis.call('HMGET',KEYS[1],'id','state')
if ep[1]~=E or ep[2]~='open' then return {'epoch'} end
"""
_KEEPERS = "#!lua flags=allow-oom\n" + _OPEN

_PUT = """local function put(key,w)
  local i=1
  while i<=#w do
    local n=math.min(i+1999,#w)
    redis.call('HSET',key,unpack(w,i,n))
    i=n+1
  end
end
"""

# KEYS epoch case ops river  ARGV op digest rev fence case body (key sealed)...
# The version and the time of an entry stand in front of its sealed bytes, `<rev>:<ms>:`, so that a snapshot knows both.
CHANGE: Final = (
    _OPEN
    + _PUT
    + """local known=redis.call('HGET',KEYS[3],ARGV[1])
if known then
  if string.sub(known,1,8)==ARGV[2] then return {'done',tonumber(string.sub(known,9))} end
  return {'reused'}
end
local c=redis.call('HMGET',KEYS[2],'#rev','#fence','#stage','#sealed')
if not c[1] then return {'asleep'} end
if c[3]~='open' then return {'closed'} end
if c[4] then
  local t=redis.call('TIME')
  if tonumber(c[4])>t[1]*1000+math.floor(t[2]/1000) then return {'sealed'} end
end
local held,mine=tonumber(c[2]),tonumber(ARGV[4])
if mine<held then return {'moved_on',held} end
if mine>held then return {'not_yet',held} end
if c[1]~=ARGV[3] then return {'overtaken',tonumber(c[1])} end
local rev=tonumber(c[1])+1
local id=redis.call('XADD',KEYS[4],'*','t','sheet','v','1','e',E,'c',ARGV[5],'n',rev,'o',ARGV[1],'b',ARGV[6])
local stamp=rev..':'..string.match(id,'^%%d+')..':'
local w={'#rev',rev,'#last',ARGV[1]}
for i=7,#ARGV,2 do w[#w+1]=ARGV[i] w[#w+1]=stamp..ARGV[i+1] end
put(KEYS[2],w)
redis.call('HSET',KEYS[3],ARGV[1],ARGV[2]..rev)
return {'ok',rev,id}
"""
)

# KEYS epoch case river visits (the boards on which it may have stood: appointments, other offices)...
# ARGV visit version row fence stage arrived case request body
# A case may have several visits: the one that arrived last is its visit now. Fences only grow.
MOVE: Final = (
    _OPEN
    + """local version,held=tonumber(ARGV[2]),nil
for i=4,#KEYS do
  local row=redis.call('HGET',KEYS[i],ARGV[1])
  if row then held=math.max(held or 0,tonumber(string.match(row,'^%%d+'))) end
end
if held and version<=held then return {'done',held} end
if held and version>held+1 then return {'gap',held} end
for i=5,#KEYS do redis.call('HDEL',KEYS[i],ARGV[1]) end
redis.call('HSET',KEYS[4],ARGV[1],version..':'..ARGV[3])
local c=redis.call('HMGET',KEYS[2],'#rev','#of','#visit','#arrived','#fence')
if c[1] then
  local now
  if c[2]==ARGV[1] then now=version>tonumber(c[3] or '0') else now=tonumber(ARGV[6])>=tonumber(c[4] or '0') end
  if now then
    redis.call('HSET',KEYS[2],'#of',ARGV[1],'#visit',version,'#arrived',ARGV[6],'#stage',ARGV[5],
      '#fence',math.max(tonumber(c[5] or '0'),tonumber(ARGV[4])))
    redis.call('HDEL',KEYS[2],'#sealed')
  end
end
local id=redis.call('XADD',KEYS[3],'*','t','visit','v','1','e',E,'c',ARGV[7],'n',version,'o',ARGV[8],'b',ARGV[9])
return {'ok',version,id}
"""
)

# KEYS epoch seats river  ARGV window version seat body
SEAT: Final = (
    _OPEN
    + """local held=redis.call('HGET',KEYS[2],ARGV[1])
if held and tonumber(string.match(held,'^%%d+'))>=tonumber(ARGV[2]) then return {'done'} end
redis.call('HSET',KEYS[2],ARGV[1],ARGV[2]..':'..ARGV[3])
return {'ok',redis.call('XADD',KEYS[3],'*','t','notice','v','1','e',E,'c','','n','0','o','','b',ARGV[4])}
"""
)

# KEYS epoch case ops  ARGV op
# A look is fenced as a write is: a Redis that fell back says things that were true once, until it is put right.
LOOK: Final = (
    _OPEN
    + """return {'ok',redis.call('HGET',KEYS[3],ARGV[1]),redis.call('HGETALL',KEYS[2])}
"""
)

# KEYS epoch case
HEAD: Final = (
    _OPEN
    + """local c=redis.call('HMGET',KEYS[2],'#rev','#kept','#visit')
if not c[1] then return {'asleep'} end
return {'ok',tonumber(c[1]),tonumber(c[2] or '0'),tonumber(c[3] or '0')}
"""
)

# KEYS epoch case  ARGV ms
SEAL: Final = (
    _OPEN
    + """local c=redis.call('HMGET',KEYS[2],'#rev','#kept','#visit')
if not c[1] then return {'asleep'} end
local t=redis.call('TIME')
redis.call('HSET',KEYS[2],'#sealed',string.format('%%d',t[1]*1000+math.floor(t[2]/1000)+ARGV[1]))
return {'ok',tonumber(c[1]),tonumber(c[2] or '0'),tonumber(c[3] or '0')}
"""
)

# KEYS epoch case ops visits  ARGV visit version (number of case fields and values) fields... ops...
WAKE: Final = (
    _OPEN
    + _PUT
    + """if redis.call('HEXISTS',KEYS[2],'#rev')==1 then return {'awake'} end
local row=ARGV[1]~='' and redis.call('HGET',KEYS[4],ARGV[1])
if row and tonumber(string.match(row,'^%%d+'))>tonumber(ARGV[2]) then return {'newer'} end
local n,fields,ops=tonumber(ARGV[3]),{},{}
for i=4,3+n do fields[#fields+1]=ARGV[i] end
for i=4+n,#ARGV do ops[#ops+1]=ARGV[i] end
put(KEYS[2],fields)
put(KEYS[3],ops)
return {'ok'}
"""
)

# KEYS epoch case ops here  (`here` stays for 30 min after the last screen has gone)
SLEEP: Final = (
    _KEEPERS
    + """local c=redis.call('HMGET',KEYS[2],'#rev','#kept','#stage')
if not c[1] or c[1]~=c[2] or c[3]~='closed' or redis.call('EXISTS',KEYS[4])==1 then return {'no'} end
redis.call('DEL',KEYS[2],KEYS[3])
return {'ok'}
"""
)

# KEYS epoch kept case...  ARGV pos body rev...
KEEP: Final = (
    _KEEPERS
    + """local function after(a,b)
  local am,as=string.match(a,'(%%d+)-(%%d+)')
  local bm,bs=string.match(b,'(%%d+)-(%%d+)')
  am,as,bm,bs=tonumber(am),tonumber(as),tonumber(bm),tonumber(bs)
  return am>bm or (am==bm and as>bs)
end
for i=3,#KEYS do
  local c=redis.call('HMGET',KEYS[i],'#rev','#kept')
  if c[1] and tonumber(ARGV[i])>tonumber(c[2] or '0') then redis.call('HSET',KEYS[i],'#kept',ARGV[i]) end
end
if after(ARGV[1],redis.call('HGET',KEYS[1],'pos') or '0-0') then redis.call('HSET',KEYS[1],'pos',ARGV[1]) end
if #KEYS>2 then redis.call('XADD',KEYS[2],'MAXLEN','~','1000','*','e',E,'b',ARGV[2]) end
return {'ok'}
"""
)

# KEYS epoch  ARGV number id : the number only grows, and a number belongs to one id.
SHUT: Final = """#!lua flags=allow-oom
local held=redis.call('HMGET',KEYS[1],'number','id')
local was,new=tonumber(held[1] or '0'),tonumber(ARGV[1])
if new<was or (new==was and held[2]~=ARGV[2]) then return {'epoch'} end
redis.call('HSET',KEYS[1],'number',ARGV[1],'id',ARGV[2],'state','closed')
return {'ok'}
"""

_SHUT_UNDER_ME = """#!lua flags=allow-oom
local E='%(id)s'
local ep=redis.call('HMGET',KEYS[1],'id','state')
if ep[1]~=E or ep[2]~='closed' then return {'epoch'} end
"""

# KEYS epoch case ops  ARGV (number of case fields and values) fields... ops...
# The case's catalog and wrapped key do not stand in the journal: they stay.
RESTORE: Final = (
    _SHUT_UNDER_ME
    + _PUT
    + """local stays=redis.call('HMGET',KEYS[2],'#catalog','#dek')
local n,fields,ops=tonumber(ARGV[1]),{},{}
for i=2,1+n do fields[#fields+1]=ARGV[i] end
for i=2+n,#ARGV do ops[#ops+1]=ARGV[i] end
if stays[1] then fields[#fields+1]='#catalog' fields[#fields+1]=stays[1] end
if stays[2] then fields[#fields+1]='#dek' fields[#fields+1]=stays[2] end
redis.call('DEL',KEYS[2],KEYS[3])
put(KEYS[2],fields)
put(KEYS[3],ops)
return {'ok'}
"""
)

# KEYS epoch hash  ARGV (field value)... : a board or the seats of an office, whole
RESTORE_BOARD: Final = (
    _SHUT_UNDER_ME
    + _PUT
    + """redis.call('DEL',KEYS[2])
put(KEYS[2],ARGV)
return {'ok'}
"""
)

# KEYS epoch river  ARGV since (field value)... : only where the marker stands in this very river, hence all before it
# too
OPEN_EPOCH: Final = """#!lua flags=allow-oom
local E='%(id)s'
if redis.call('HGET',KEYS[1],'id')~=E then return {'epoch'} end
if #redis.call('XRANGE',KEYS[2],ARGV[1],ARGV[1])==0 then return {'epoch'} end
redis.call('HSET',KEYS[1],unpack(ARGV,2))
return {'ok'}
"""

EVERYBODYS: Final = {
    "change": CHANGE,
    "move": MOVE,
    "seat": SEAT,
    "look": LOOK,
    "head": HEAD,
    "seal": SEAL,
    "wake": WAKE,
    "sleep": SLEEP,
    "keep": KEEP,
}
"""What is loaded when an epoch opens, by the name under which its sha stands at the epoch key."""


def text(script: str, epoch: str) -> str:
    """The script of one epoch. `epoch` is `city:number:nonce`, made by the keeper of letters, digits and colons
    only."""
    assert epoch.replace(":", "").isalnum()
    return script % {"id": epoch}
