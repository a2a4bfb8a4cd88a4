//! Every test that `verify` knows, in the order of the report: the one list of them.
//!
//! What DA/T 70-2018 asks for and a program cannot tell stands here as well, with who can: a report that is silent about
//! it would look as if it had been tested.

use crate::reports::Head;
use Head::{Authenticity, Integrity, Security, Usability};

/// A test.
#[derive(Debug, PartialEq, Eq)]
pub struct Test {
    /// Under which head it stands.
    pub head: Head,
    /// Its id, which stays the same.
    pub id: &'static str,
    /// Its name for users.
    pub title: &'static str,
    /// To which packages it belongs.
    pub of: Of,
    /// Who can test it, where this program does not.
    pub who: &'static str,
}

/// To which packages a test belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// To all of them.
    All,
    /// To those only that are a part of a year: the publishable one, the book that goes with a member.
    Parts,
    /// No program can make it: why.
    Nobody(&'static str),
}

const fn test(head: Head, id: &'static str, title: &'static str) -> Test {
    Test { head, id, title, of: Of::All, who: "" }
}

const fn of_parts(head: Head, id: &'static str, title: &'static str) -> Test {
    Test { head, id, title, of: Of::Parts, who: "" }
}

const fn by_others(head: Head, id: &'static str, title: &'static str, why: &'static str, who: &'static str) -> Test {
    Test { head, id, title, of: Of::Nobody(why), who }
}

pub const SOURCE: Test = test(Authenticity, "source", "来源");
pub const SHA256: Test = test(Authenticity, "sha256", "SHA-256 摘要");
pub const SHA512: Test = test(Authenticity, "sha512", "SHA-512 摘要");
pub const SM3: Test = test(Authenticity, "sm3", "SM3 摘要");
pub const TAG_FILES: Test = test(Authenticity, "tag_files", "清单本身");
pub const POINTER: Test = of_parts(Authenticity, "pointer", "所指的档案包");
pub const INPUTS: Test = test(Authenticity, "inputs", "收到的材料");
pub const RULES: Test = test(Authenticity, "rules", "规则集");
pub const COPIES: Test = test(Authenticity, "copies", "批注本");
pub const SCORES: Test = test(Authenticity, "scores", "重算得分等次");
pub const DOCUMENT: Test = test(Authenticity, "document", "重算结果全文");
pub const OUTPUTS: Test = test(Authenticity, "outputs", "各种写法一致");
pub const SIGNATURE: Test = by_others(
    Authenticity,
    "signature",
    "签名与时间戳",
    "包里没有电子签名和可信时间戳",
    "档案馆（室）接收时按要求另加",
);
pub const REPORTED: Test = by_others(
    Authenticity,
    "reported",
    "所报是否属实",
    "只核对收到的表没有变，不知道是不是支部交的那一份、写的是不是实情",
    "乡镇党委对照纸质原件抽查",
);
pub const SYSTEMS: Test = by_others(
    Authenticity,
    "systems",
    "元数据与系统",
    "没有连接党员信息系统、公文系统，元数据没有与它们核对",
    "系统管理员核对",
);

pub const COMPLETE: Test = test(Integrity, "complete", "没有缺文件");
pub const NOTHING_ADDED: Test = test(Integrity, "nothing_added", "没有多文件");
pub const OXUM: Test = test(Integrity, "oxum", "数量与大小");
pub const CATALOGUE: Test = test(Integrity, "catalogue", "文件目录");
pub const RECORD: Test = test(Integrity, "record", "运行记录");
pub const BOOKS: Test = test(Integrity, "books", "一人一册");
pub const TABLES: Test = test(Integrity, "tables", "数据表");
pub const EXTENT: Test = by_others(
    Integrity,
    "extent",
    "归档范围",
    "会议记录、选票、佐证等纸质材料齐不齐，包里看不出来",
    "党建办与档案员对照归档范围核对",
);

pub const DECLARATION: Test = test(Usability, "declaration", "包的格式");
pub const SCHEMA: Test = test(Usability, "schema", "格式版本");
pub const OPENS: Test = test(Usability, "opens", "文件能打开");
pub const PLAIN: Test = test(Usability, "plain", "不用本程序能看");
pub const CARRIER: Test = by_others(
    Usability,
    "carrier",
    "载体与环境",
    "光盘、硬盘的好坏和备份，以后有没有能打开它们的设备，不在包里",
    "档案馆（室）定期检测",
);

pub const NAMES: Test = test(Security, "names", "文件名与链接");
pub const PRIVATE: Test = test(Security, "private", "证件电话号码");
pub const ACTIVE: Test = test(Security, "active", "宏与外部链接");
pub const PEOPLE: Test = of_parts(Security, "people", "公开部分无姓名");
pub const VIRUS: Test =
    by_others(Security, "virus", "病毒", "没有查毒；收到的材料原样保存，也没有查宏", "档案馆（室）用杀毒软件检查");
pub const ACCESS: Test =
    by_others(Security, "access", "密级与利用", "密级、保管期限定得对不对，谁能看，程序判断不了", "档案员按规定确定");

/// All tests, in the order of the report.
pub const ALL: [&Test; 34] = [
    &SOURCE,
    &SHA256,
    &SHA512,
    &SM3,
    &TAG_FILES,
    &POINTER,
    &INPUTS,
    &RULES,
    &COPIES,
    &SCORES,
    &DOCUMENT,
    &OUTPUTS,
    &SIGNATURE,
    &REPORTED,
    &SYSTEMS,
    &COMPLETE,
    &NOTHING_ADDED,
    &OXUM,
    &CATALOGUE,
    &RECORD,
    &BOOKS,
    &TABLES,
    &EXTENT,
    &DECLARATION,
    &SCHEMA,
    &OPENS,
    &PLAIN,
    &CARRIER,
    &NAMES,
    &PRIVATE,
    &ACTIVE,
    &PEOPLE,
    &VIRUS,
    &ACCESS,
];
