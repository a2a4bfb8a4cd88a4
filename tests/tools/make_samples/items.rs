//! The items of the township rulebook with their prices, written down again here so that the samples do not
//! depend on the program that they test. Points are counted in halves: every price is a multiple of 0.5.

/// Points in halves: 3 is 1.5 points.
pub type Halves = i32;

/// What an item does to a score.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Base,
    Bonus,
    Penalty,
    Veto,
}

/// How the points of one line come about.
#[derive(Clone, Copy)]
pub enum Price {
    /// So much for each.
    Each(Halves),
    /// By the level; the first one is the reading of an empty cell where the rulebook gives one.
    ByLevel(&'static [(&'static str, Halves)]),
    /// Assessed by the management group: the points stand in the line.
    Assessed,
    /// A veto has no points.
    Nothing,
}

/// One numbered item.
pub struct Item {
    pub code: &'static str,
    pub name: &'static str,
    pub kind: Kind,
    pub price: Price,
}

impl Item {
    /// The price of one, in halves; none where it is assessed or a veto.
    pub fn price(&self, level: Option<&str>) -> Option<Halves> {
        match self.price {
            Price::Each(halves) => Some(halves),
            Price::ByLevel(levels) => {
                let of = |wanted| levels.iter().find(|(name, _)| *name == wanted).map(|(_, halves)| *halves);
                level.map_or(Some(levels[0].1), of)
            }
            Price::Assessed | Price::Nothing => None,
        }
    }

    /// Whether it takes points away, be it from the base.
    pub fn deducts(&self) -> bool {
        self.kind == Kind::Penalty || (self.kind == Kind::Base && self.code != "J04")
    }

    /// Whether only the highest level of one matter counts.
    pub fn once_per_matter(&self) -> bool {
        matches!(self.code, "Z05" | "K05")
    }
}

const fn row(code: &'static str, name: &'static str, kind: Kind, price: Price) -> Item {
    Item { code, name, kind, price }
}

/// All 22, in the rulebook's order.
pub const ITEMS: &[Item] = &[
    row("J01", "政治学习", Kind::Base, Price::ByLevel(&[("缺学", 4), ("请假补学", 0)])),
    row("J02", "组织生活", Kind::Base, Price::ByLevel(&[("无故缺席", 6), ("请假", 1)])),
    row("J03", "党费缴纳", Kind::Base, Price::Each(2)),
    row("J04", "志愿服务", Kind::Base, Price::Each(3)),
    row("Z01", "服务群众办实事", Kind::Bonus, Price::Assessed),
    row("Z02", "化解矛盾、维护稳定", Kind::Bonus, Price::Each(4)),
    row("Z03", "带头致富、带动群众", Kind::Bonus, Price::Each(10)),
    row("Z04", "落实支部急难险重任务", Kind::Bonus, Price::Assessed),
    row(
        "Z05",
        "受表彰奖励",
        Kind::Bonus,
        Price::ByLevel(&[("村级", 2), ("镇级", 4), ("县级", 10), ("市级", 16), ("省级", 20), ("国家级", 30)]),
    ),
    row("Z06", "承诺践诺", Kind::Bonus, Price::Each(4)),
    row("Z07", "建言献策被采纳", Kind::Bonus, Price::ByLevel(&[("村级", 1), ("镇级", 2), ("县级", 4)])),
    row("Z08", "见义勇为、抢险救灾", Kind::Bonus, Price::Assessed),
    row("K01", "无故不参加党员大会", Kind::Penalty, Price::Each(4)),
    row("K02", "拖欠党费三个月以上", Kind::Penalty, Price::Each(6)),
    row("K03", "拒不执行支部分配任务", Kind::Penalty, Price::Each(6)),
    row("K04", "作风不实，群众反映属实", Kind::Penalty, Price::Assessed),
    row("K05", "受通报批评", Kind::Penalty, Price::ByLevel(&[("村级", 4), ("镇级", 6), ("县级", 10)])),
    row("K06", "侵害群众利益，尚不构成违纪", Kind::Penalty, Price::Assessed),
    row("V01", "受党纪处分", Kind::Veto, Price::Nothing),
    row("V02", "因违法受治安管理处罚或刑事处罚", Kind::Veto, Price::Nothing),
    row("V03", "参加邪教、非法组织或组织非法集体上访", Kind::Veto, Price::Nothing),
    row(
        "V04",
        "没有正当理由，连续六个月不参加组织生活，或不交纳党费，或不做党所分配的工作",
        Kind::Veto,
        Price::Nothing,
    ),
];

/// The item of that number.
pub fn item(code: &str) -> &'static Item {
    ITEMS.iter().find(|item| item.code == code).unwrap_or_else(|| panic!("no item {code}"))
}

/// Halves as the decimal that a form shows: 145 is `72.5`.
pub fn decimal(halves: Halves) -> String {
    let sign = if halves < 0 { "-" } else { "" };
    let half = if halves % 2 == 0 { "" } else { ".5" };
    format!("{sign}{}{half}", halves.abs() / 2)
}
