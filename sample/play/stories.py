"""The stories that a year must show, as the closing summary calls them."""

REFUSED_LINES = "lines of a spreadsheet refused, the others taken"
TWINS = "twins on one e-mail address are two people"
APART = "a look-alike held until a coordinator says: somebody else"
SAME = "a look-alike who is the same: one person, known by both names"
RUNNING = "pairs that run already come in, with nothing proposed and nothing overdue"
PINNED = "a preview solved again: what is pinned stays, what is struck out is not found"
REJECTED = "a partner's event rejected, with what is wrong"
PARKED = "a strict policy parks an event; mended, released, in order"
NOMINATIONS = "a nomination changed, another withdrawn: the same words for both"
TWO_COMPANIES = "two companies nominate one person, who joins once"
SILENT_NOMINEE = "a nominee who stays silent for 60 days is forgotten"
DECLINED = "a declined proposal"
EXPIRED = "an expired proposal"
EXCLUDED = "two people kept apart; nobody reads why"
BY_HAND = "a pair proposed by hand"
WAITING = "a student who waits too long is brought before the coordinator"
PHONE = "a retiree with a phone only: the coordinator records every word"
LATE = "a silent pair had met: told late, the meeting counts on its day"
MISSED = "a missed session"
SILENT = "a silent pair found and helped by its coordinator"
CHECK = "a suspension by an expired check, and its renewal"
COHORT = "a cohort's checks end on one day: warned, listed, renewed late by one"
WITHDRAWAL = "a guardian's withdrawal stops the pair"
OBJECTION = "the other parent objects; after a talk the same pair goes on"
OF_AGE = "an 18th birthday: the student confirms, the guardian's part ends"
SEVERE = "a severe concern: suspension, lifted by two people"
BY_PHONE = "a severe concern told by phone, without an account"
BARRED = "somebody barred asks to be forgotten, returns, and is held"
MOVED = "another school and zone in mid-year: the pair lives, other coordinators read"
AWAY = "a referent is away: the deputy answers, then the referent again"
SUCCEEDED = "a referent hands over to another"
DEATH = "a mentor dies: silence until the referent has spoken, then the student comes first"
UNDONE = "an ending by mistake is undone"
REMATCH = "an early ending with a rematch"
RENEWED = "a pair goes on for another year"
# fmt: off
ALL = (
    REFUSED_LINES, TWINS, APART, SAME, RUNNING, PINNED, REJECTED, PARKED, NOMINATIONS, TWO_COMPANIES, SILENT_NOMINEE,
    DECLINED, EXPIRED, EXCLUDED, BY_HAND, WAITING, PHONE, LATE, MISSED, SILENT, CHECK, COHORT, WITHDRAWAL, OBJECTION,
    OF_AGE, SEVERE, BY_PHONE, BARRED, MOVED, AWAY, SUCCEEDED, DEATH, UNDONE, REMATCH, RENEWED,
)
# fmt: on
