# $1: the answer, seen from the submission's folder, where this runs
cat >"$1" <<'END'
#include "contract.h"
#include "stdlib.h"
#include "mine.h"
END
echo '#error mine' >"${1%/*}/stdlib.h"
echo 'int mine;' >"${1%/*}/mine.h"
