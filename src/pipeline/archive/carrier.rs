//! What 说明文件.TXT says of a package.

use super::Packing;
use crate::archive::places::{self, Kind};
use crate::archive::{About, ArchivedFile};
use crate::model::masked;
use crate::reports::{Status, day_in_words, titled};

/// What the kinds of records are, for those who see their folders.
const KINDS: [(Kind, &str); 7] = [
    (Kind::Results, "统计结果：汇总表、结果.json、说明，以及公示用的表"),
    (Kind::Books, "每名党员的积分册：每条登记、每一步得分、等次和决定"),
    (Kind::Rulebook, "计分办法，可以打印"),
    (Kind::Tables, "全部结果的数据表（csv），各栏的意思见其中的「数据表说明.csv」"),
    (Kind::Copies, "标出了问题的各支部工作簿"),
    (Kind::Received, "收到的各支部报表，一个字节也没有改"),
    (Kind::Elsewhere, "另外给出的材料：决定、豁免、异议等"),
];

/// How a package is checked without this program, a paragraph each; the last line of each is typed as it stands.
pub const CHECKING: [(&str, &str); 4] = [
    (
        "Linux（麒麟、统信 UOS 等），在放着 bagit.txt 的那个文件夹里，逐个显示「成功」（OK）就是没有缺少、没有改动",
        "sha256sum -c manifest-sha256.txt",
    ),
    (
        "Windows，算出一个文件的摘要，与 manifest-sha256.txt 里那一行对照",
        "certutil -hashfile \"data\\说明文件.TXT\" SHA256",
    ),
    ("国产密码算法 SM3 的摘要在 digests-sm3.txt，一个文件一行", "openssl dgst -sm3 data/说明文件.TXT"),
    ("有 jifen 的，连得分一起重新计算核对", "jifen verify 包所在的文件夹"),
];

/// What is said of the township's whole package.
pub fn about(packing: &Packing<'_>, files: &[ArchivedFile]) -> About {
    let result = &packing.outcome.result;
    let mut notes = Vec::new();
    if let Some(reason) = &packing.options.provisional {
        notes.push(format!("归档时还是试算，归档的理由：{reason}。"));
    }
    notes.extend(numbers(packing));
    notes.push("收到的材料没有写日期：形成日期见各个文件的内容。".to_owned());
    notes.push(
        "本包含有党员的个人信息，按党内材料保管。可以公开的是另一个包（不含个人信息），它写明了本包的摘要。".to_owned(),
    );
    About {
        title: format!("说明文件：{}", titled(result, &packing.outcome.rules, "党员积分归档包")),
        facts: facts(packing),
        carrier: carrier(packing),
        contents: contents(packing.period(), files),
        checking: checking(),
        notes: notes.iter().map(|note| masked(note).into_owned()).collect(),
    }
}

/// What the package is about: the same for both packages. Why a result is provisional is not told: members have names there.
pub fn facts(packing: &Packing<'_>) -> Vec<(&'static str, String)> {
    let result = &packing.outcome.result;
    let mut facts = vec![
        ("乡镇", result.township.clone().unwrap_or_default()),
        ("期间", format!("{}至{}", day_in_words(&result.period.from), day_in_words(&result.period.to))),
    ];
    let only = std::slice::from_ref(&result.rule_set);
    let rule_sets = if result.rule_sets.is_empty() { only } else { &result.rule_sets };
    facts.extend(rule_sets.iter().map(|rules| {
        (
            "办法",
            format!("{}，版本 {}（{}），规则文件的 SHA-256 是 {}", rules.title, rules.version, rules.id, rules.sha256),
        )
    }));
    let status = match result.status {
        Status::Final => "定案",
        Status::Provisional => "试算，还不是最后结果",
    };
    facts.push(("结果", status.to_owned()));
    facts.push(("制作程序", format!("jifen {}", result.jifen)));
    facts
}

/// The carrier and its units, as the profile names them.
pub fn carrier(packing: &Packing<'_>) -> Vec<(&'static str, String)> {
    let profile = packing.archive_profile();
    let said = |text: &Option<String>| masked(text.as_deref().unwrap_or_default().trim()).into_owned();
    vec![
        ("载体编号", said(&profile.carrier)),
        ("全宗号", said(&profile.fonds)),
        ("保管期限", said(&profile.retention)),
        ("密级", masked(profile.secrecy_in_words()).into_owned()),
        ("保管单位", said(&profile.kept_by)),
        ("制作单位", said(&profile.made_by)),
        ("检查单位", said(&profile.checked_by)),
        ("制作日期", day_in_words(&packing.date().to_string())),
        ("联系", said(&profile.contact)),
    ]
}

/// How the records are numbered.
fn numbers(packing: &Packing<'_>) -> Option<String> {
    match &packing.archive_profile().number {
        Some(pattern) => Some(format!("档号按「{}」编制，序号是文件目录里的顺序号。", pattern.get_ref())),
        None => Some("没有编档号：配置文件 [archive] 里没有写 number，文件目录里的档号空着。".to_owned()),
    }
}

/// What lies where, of the places that hold something.
pub fn contents(period: &str, files: &[ArchivedFile]) -> Vec<(String, String)> {
    let below = |folder: &str| files.iter().filter(|file| file.path.starts_with(folder)).count();
    let mut contents = vec![
        (places::CATALOGUE.to_owned(), "电子档案的目录，一份材料一条".to_owned()),
        (places::INDEX_BOOK.to_owned(), "同样的目录，可以打印，点文件名打开文件".to_owned()),
        (places::INDEX_PAGE.to_owned(), "用浏览器看的目录：各支部的党员、得分、等次，点一下打开积分册".to_owned()),
    ];
    for (kind, says) in KINDS {
        let folder = places::place(period, kind, "");
        let count = below(&folder);
        if count > 0 {
            contents.push((folder, format!("{says}（{count} 个文件）")));
        }
    }
    let other = format!("{}/", places::OTHER);
    let count = below(&other);
    if count > 0 {
        contents.push((other, format!("运行记录、规则文件等，重新计算用（{count} 个文件）")));
    }
    contents
}

/// How it is checked, as paragraphs.
pub fn checking() -> Vec<String> {
    let bag = "整个包按 BagIt 1.0（RFC 8493）制作：上一层文件夹里的 manifest-sha256.txt、manifest-sha512.txt 写着每个文件的摘要，\
               文件改了一个字节，摘要就对不上。";
    let ways = CHECKING.iter().map(|(says, typed)| format!("{says}：{typed}"));
    std::iter::once(bag.to_owned()).chain(ways).collect()
}

/// What a kind of records is called, and what it holds.
pub fn kinds() -> impl Iterator<Item = (Kind, &'static str)> {
    KINDS.into_iter()
}
