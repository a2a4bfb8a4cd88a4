//! R502: a limit over several items that names one only.

use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::lint::uses::of_limit_over;
use crate::rules::lint::{Lens, Lint};

/// R502: a limit over several items that names one only.
pub static CODE: Code = Code {
    id: "R502",
    severity: Severity::Warning,
    title: "合并限额只写了一项",
    why: "几项合在一起的限额至少要两项；一项的写在它自己的 limits 里，看办法的人才找得到。",
    mend: "补上漏写的项目，或者移到这一项的 limits。",
    bad: Example::Rules(
        r#"[[category]]
id = "bonus"
title = "加分"
article = "一"
mark = "原"
[[category.item]]
id = "A1"
title = "志愿服务"
mark = "原"
price.fixed = 1
[[category.item]]
id = "A2"
title = "帮扶"
mark = "原"
price.fixed = 1
[[together]]
over = ["A1"]
per = "year"
points = 6
article = "二"
mark = "原"
"#,
    ),
    good: Example::Rules(
        r#"[[category]]
id = "bonus"
title = "加分"
article = "一"
mark = "原"
[[category.item]]
id = "A1"
title = "志愿服务"
mark = "原"
price.fixed = 1
[[category.item]]
id = "A2"
title = "帮扶"
mark = "原"
price.fixed = 1
[[together]]
over = ["A1", "A2"]
per = "year"
points = 6
article = "二"
mark = "原"
"#,
    ),
    verdict: Verdict::Counted,
};

/// Limits over one item.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let alone = lens.rules.together.iter().filter(|together| together.over.len() < 2);
    let lint = |together| Lint::new(&CODE, of_limit_over(together), "合并限额里只有一项。");
    alone.map(lint).collect()
}
