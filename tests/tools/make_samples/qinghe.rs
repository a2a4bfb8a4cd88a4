//! 清河镇: the branches of a township in which everything happens that can.

use crate::branch::{Aim, Branch, Post};
use crate::calendar::day;
use crate::form::{Form, Stated};
use crate::ledger::Column::{
    self, Base, Bonus, Code, Colour, Count, Date, Entered, Evidence, Id, Item, Level, Matter, Name, Passed, Penalty,
    Points, Remark, Serial, Total, Verifier,
};
use crate::people::Population;
use crate::situations::Special::{self, *};

/// Name of the township and its year.
pub const TOWNSHIP: &str = "清河镇";
pub const YEAR: i32 = 2025;

/// Names that are given on purpose, or that nobody may bear.
const RESERVED: [&str; 10] =
    ["欧阳建军", "阿依古丽·买买提", "张伟", "王建国", "王伟", "韩志刚", "刘德顺", "孙大海", "陈秀兰", "周国强"];

/// All branches that can be read, without planted faults.
pub fn branches() -> Vec<Branch> {
    let mut people = Population::new(TOWNSHIP, YEAR);
    RESERVED.iter().for_each(|name| people.reserve(name));
    let mut branches = Vec::new();
    let mut found = |file: &str, remark: &str, form: Form, posts: Vec<Post>| {
        let mut branch = Branch::new(TOWNSHIP, YEAR, file, form, posts, &mut people);
        remark.clone_into(&mut branch.remark);
        branches.push(branch);
    };
    found("东河村", "标题合并居中；有登记日期", plain().ledger_with(Entered, Name), east());
    found("西河村", "标题下有填报单位行；表头在第 3 行", Form { unit_line: true, ..plain() }, west());
    found("南坪村", "表头用近义词；日期显示为 2025年3月15日；有转出时间", south_form(), south());
    found("北岭村", "冻结窗格；自带合计；扣分写负数", north_form(), north());
    found("柳树湾村", "有编号；有重名党员；项目编号有下拉列表", willow_form(), willow());
    found("石桥村", "列序不同；有表尾填表人、审核人；镇级写作乡镇级", bridge_form(), bridge());
    found("清河社区", "表头字间有空格；自带合计；重名党员在登记表用序号区分", community_form(), community());
    found("大营村", "有转入、转出、去世时间；全部分数线", camp_form(), camp());
    found("镇机关", "五星、四星名额为 0；按党员分组登记", office_form(), office());
    found("龙泉村", "登记表缺日期列", undated_form(), others(6));
    branches
}

fn plain() -> Form {
    Form::default()
}

fn undated_form() -> Form {
    let mut form = plain();
    form.ledger.retain(|(column, _)| *column != Date);
    form
}

fn others(how_many: usize) -> Vec<Post> {
    vec![Post::new(Aim::ORDINARY); how_many]
}

fn modest(special: Special, note: &str) -> Post {
    Post::new(Aim::MODEST).with(special).noted(note)
}

fn filled(mut posts: Vec<Post>, up_to: usize) -> Vec<Post> {
    posts.extend(others(up_to - posts.len()));
    posts
}

fn east() -> Vec<Post> {
    let posts = vec![
        Post::exactly(66.0, 35.0, 0.0, "101 分同分，增加分高，得唯一的五星"),
        Post::exactly(68.0, 33.0, 0.0, "101 分同分，增加分低，顺延为四星"),
        Post::exactly(67.0, 28.0, 0.0, "95 分，四星"),
        Post::exactly(69.0, 22.0, 0.0, "91 分，四星已满，顺延为三星").called("欧阳建军", false),
        Post::exactly(66.5, 26.5, 0.0, "93 分，一票否决 V01，不合格").with(Veto("V01")),
        Post::exactly(64.0, 21.0, 0.0, "85 分，三星"),
        Post::exactly(65.0, 20.0, 1.0, "84 分，三星"),
        Post::exactly(63.5, 18.0, 0.0, "81.5 分，三星已满，顺延为二星"),
        modest(StudyToZero, "J01 缺学 11 次以上，扣完为止"),
        modest(MadeUpStudy, "J01 请假补学两次不扣分"),
        Post::new(Aim::ORDINARY).called("刘德顺", false).noted("与石桥村花名册中为同一人（M104）"),
    ];
    filled(posts, 23)
}

fn west() -> Vec<Post> {
    let tied = "100.5 分，增加分、基础分都相同；五星名额为 0，直接顺延；四星名额 1，待定；三星";
    let posts = vec![
        Post::exactly(67.0, 33.5, 0.0, tied),
        Post::exactly(67.0, 33.5, 0.0, tied),
        Post::exactly(66.0, 26.0, 0.0, "92 分，四星名额保留，三星已满，二星"),
        Post::exactly(63.0, 20.0, 0.0, "83 分，三星已满，二星"),
        modest(VolunteerOverCap, "J04 超过 10 次，最多 15 分"),
        modest(EnrichTwice, "Z03 两次，只计一次"),
    ];
    filled(posts, 19)
}

fn south_form() -> Form {
    let words: [(Column, &str); 5] =
        [(Name, "党员姓名"), (Date, "发生日期"), (Passed, "支部大会通过日期"), (Verifier, "核实"), (Code, "项目代码")];
    let date_format = "yyyy\"年\"m\"月\"d\"日\"";
    Form { date_format, gap: true, merged_title: false, ..plain() }.roster_with(&[Column::Left]).saying(&words)
}

fn south() -> Vec<Post> {
    let tied = "103 分三人完全相同：五星待定，四星（名额 2）再待定，授三星";
    let posts = vec![
        Post::exactly(68.0, 35.0, 0.0, tied),
        Post::exactly(68.0, 35.0, 0.0, tied),
        Post::exactly(68.0, 35.0, 0.0, tied),
        Post::exactly(66.0, 28.0, 0.0, "94 分，四星名额保留，三星已满，二星"),
        modest(PledgesOverQuarter, "Z06 第二季度 5 件，计 3 件"),
        modest(AdviceOverQuarter, "Z07 第三季度 4 分，计 3 分"),
        Post::new(Aim::MODEST)
            .called("韩志刚", false)
            .with(Left(day(YEAR, 5, 20)))
            .noted("5 月 20 日转往大营村，两边都有时间，不是重复"),
    ];
    filled(posts, 21)
}

fn north_form() -> Form {
    Form { frozen: true, stated: Stated::Signed, base_verified: false, ..plain() }
        .roster_with(&[Base, Bonus, Penalty, Total])
}

fn north() -> Vec<Post> {
    let tied = "92 分两人完全相同，四星只剩 1 个：四星待定，授三星";
    let posts = vec![
        Post::exactly(69.0, 35.0, 0.0, "104 分，五星"),
        Post::exactly(67.0, 29.0, 0.0, "96 分，四星"),
        Post::exactly(66.0, 26.0, 0.0, tied),
        Post::exactly(66.0, 26.0, 0.0, tied),
        Post::exactly(65.0, 23.0, 0.0, "88 分，三星"),
        Post::exactly(64.0, 22.0, 0.0, "86 分，三星已满，二星"),
        Post::new(Aim::Nothing).with(LongAbsent).noted("V04；J01、J02、J03 扣完，K01、K02 使总分低于 0"),
        modest(AwardAtTwoLevels, "Z05 同一事由镇级、县级，只计县级"),
        modest(CriticismAtTwoLevels, "K05 同一事由村级、镇级，只计镇级"),
        modest(ArrearsByMonth, "K02 四个月 −12，J03 四个月 −4"),
    ];
    filled(posts, 21)
}

fn willow_form() -> Form {
    let form = Form { numbers: Some("LSW"), drop_downs: true, ..plain() };
    form.roster_with(&[Id]).ledger_with(Id, Name)
}

fn willow() -> Vec<Post> {
    let tied = "103 分两人相同，五星已被占满，直接顺延；四星够两人，都授四星";
    let posts = vec![
        Post::exactly(68.0, 38.0, 0.0, "106 分，五星"),
        Post::exactly(67.0, 36.0, 0.0, tied),
        Post::exactly(67.0, 36.0, 0.0, tied),
        Post::exactly(68.0, 34.0, 0.0, "102 分，五星四星已满，顺延为三星"),
        Post::exactly(67.5, 34.0, 0.0, "101.5 分，顺延为三星"),
        Post::exactly(66.0, 35.0, 1.0, "100 分，顺延为三星"),
        Post::exactly(68.0, 32.0, 0.0, "100 分，五星、四星、三星都满，顺延为二星"),
        Post::new(Aim::MODEST).called("张伟", false).noted("重名，用编号区分"),
        Post::new(Aim::MODEST).called("张伟", false).noted("重名，用编号区分"),
        Post::new(Aim::MODEST).called("王伟", false),
        modest(EmptyLevels, "J01、J02 级别空着，按缺学、无故缺席计"),
        Post::new(Aim::Nothing).called("陈秀兰", true).noted("全年没有记录：55 分"),
    ];
    filled(posts, 24)
}

fn bridge_form() -> Form {
    let columns = [Serial, Name, Date, Item, Code, Level, Count, Points, Matter, Verifier, Passed, Evidence, Remark];
    Form { footer: true, stated: Stated::Blank, town: "乡镇级", one_of_two: Some(Code), ..plain() }.ledger_as(&columns)
}

fn bridge() -> Vec<Post> {
    let tied = "102 分两人完全相同，五星名额 1：五星待定，授四星";
    let posts = vec![
        Post::exactly(68.0, 34.0, 0.0, tied),
        Post::exactly(68.0, 34.0, 0.0, tied),
        Post::exactly(68.0, 29.0, 0.0, "97 分，四星已满，三星"),
        Post::exactly(66.0, 27.0, 0.0, "93 分，四星已满，三星"),
        Post::exactly(66.0, 24.0, 3.0, "87 分，与另一人同分同增加分，基础分高，得最后一个三星"),
        Post::exactly(63.0, 24.0, 0.0, "87 分，基础分低，二星"),
        modest(DuesToZero, "J03 共 11 个月，扣完为止"),
        modest(Veto("V02"), "一票否决 V02"),
        Post { again: true, ..Post::new(Aim::ORDINARY).called("刘德顺", false) }
            .noted("与东河村花名册中为同一人（M104）"),
    ];
    filled(posts, 25)
}

fn community_form() -> Form {
    let form = Form { one_of_two: Some(Item), title_end: "（2025年度）", ..plain() };
    let form = form.roster_with(&[Base, Bonus, Penalty, Total]).ledger_with(Id, Name);
    form.saying(&[(Name, "姓　名"), (Serial, "序 号"), (Count, "次　数"), (Matter, "事　由"), (Remark, "备　注")])
}

fn community() -> Vec<Post> {
    let tied = "82 分三人完全相同，三星只剩 2 个：三星待定，二星";
    let posts = vec![
        Post::exactly(70.0, 40.0, 0.0, "110 分，五星"),
        Post::exactly(69.0, 36.0, 0.0, "105 分，五星").called("阿依古丽·买买提", true),
        Post::exactly(68.0, 31.0, 0.0, "99 分，四星"),
        Post::exactly(67.0, 30.0, 0.0, "97 分，四星"),
        Post::exactly(66.5, 29.0, 0.0, "95.5 分，四星"),
        Post::exactly(66.0, 26.0, 0.0, "92 分，四星"),
        Post::exactly(66.0, 23.0, 0.0, "89 分，三星"),
        Post::exactly(65.0, 23.0, 0.0, "88 分，三星"),
        Post::exactly(64.0, 22.0, 0.0, "86 分，三星"),
        Post::exactly(65.0, 20.0, 0.0, "85 分，三星"),
        Post::exactly(63.0, 19.0, 0.0, tied),
        Post::exactly(63.0, 19.0, 0.0, tied),
        Post::exactly(63.0, 19.0, 0.0, tied),
        Post::new(Aim::MODEST).called("王建国", false).noted("重名，登记表中用序号区分"),
        Post::new(Aim::MODEST).called("王建国", false).noted("重名，登记表中用序号区分"),
        modest(Veto("V03"), "一票否决 V03"),
    ];
    filled(posts, 40)
}

fn camp_form() -> Form {
    Form { town: "镇", ..plain() }.roster_with(&[Column::Came, Column::Left, Column::Died])
}

fn camp() -> Vec<Post> {
    let edge = |base, bonus, penalty, note: &str| Post::exactly(base, bonus, penalty, &format!("分数线：{note}"));
    let posts = vec![
        edge(68.0, 32.0, 0.0, "100，五星"),
        edge(67.5, 32.0, 0.0, "99.5，四星"),
        edge(66.0, 24.0, 0.0, "90，四星"),
        edge(66.5, 24.0, 1.0, "89.5，三星"),
        edge(65.0, 15.0, 0.0, "80，三星"),
        edge(66.5, 13.0, 0.0, "79.5，二星"),
        edge(64.0, 11.0, 0.0, "75，二星"),
        edge(62.5, 12.0, 0.0, "74.5，一星"),
        edge(70.0, 0.0, 0.0, "70，一星，基础分全满"),
        edge(69.5, 0.0, 0.0, "69.5，未定级"),
        edge(60.0, 6.0, 1.0, "65，未定级"),
        edge(60.5, 4.0, 0.0, "64.5，无星"),
        edge(58.0, 2.0, 0.0, "60，无星"),
        edge(59.5, 0.0, 0.0, "59.5，不合格"),
        Post { again: true, ..Post::new(Aim::MODEST).called("韩志刚", false) }
            .with(Came(day(YEAR, 5, 20)))
            .noted("5 月 20 日由南坪村转入，计入党员总数"),
        Post::new(Aim::MODEST).called("周国强", false).with(Left(day(YEAR, 8, 20))).noted("8 月 20 日转出，不计入"),
        modest(Left(day(YEAR, 12, 31)), "12 月 31 日转出，不计入"),
        modest(Died(day(YEAR, 10, 12)), "10 月 12 日去世，不计入"),
        Post::new(Aim::Nothing).with(Came(day(YEAR + 1, 1, 15))).noted("次年 1 月 15 日转入，不计入"),
    ];
    filled(posts, 30)
}

fn office_form() -> Form {
    let columns =
        [Serial, Date, Name, Code, Item, Count, Level, Points, Matter, Evidence, Verifier, Passed, Colour, Remark];
    Form { by_member: true, ..plain() }.ledger_as(&columns)
}

fn office() -> Vec<Post> {
    let posts = vec![
        Post::exactly(70.0, 33.0, 0.0, "103 分，五星、四星名额都为 0，顺延为三星"),
        Post::exactly(68.0, 30.0, 0.0, "98 分，三星已满，二星"),
    ];
    filled(posts, 9)
}
