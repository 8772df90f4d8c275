namespace LinkageService.Features.Households;

/// <summary>What people write above the columns of a roster.</summary>
internal static class RosterHeadingWords
{
    /// <summary>The fields; the first heading of each language is the one written.</summary>
    public static (RosterField Field, string En, string[] Zh, string[] Also)[] Table { get; } =
    [
        (RosterField.HouseholdId, "household_id", ["户编号"],
            ["id", "户号", "编号", "户编码", "农户编号", "农户编码", "家庭编号", "household id", "household no.", "household no", "household number",
                "household code"]),
        (RosterField.Name, "name", ["户主"],
            ["户名", "户主姓名", "户主名称", "户主名字", "农户姓名", "农户名称", "户主（代表）", "head of household", "household head", "householder",
                "name of head", "head name"]),
        (RosterField.Members, "members", ["家庭人口"],
            ["成员数", "成员人数", "人口数", "家庭人口数", "家庭人数", "家庭成员数", "人口", "人数", "现有人口", "在册人口",
                "household size", "number of members", "no. of members"]),
        (RosterField.Tags, "tags", ["人员类别"], ["标签", "户类型", "类别", "户类别", "农户类别", "农户类型", "农户属性", "属性"]),
        (RosterField.AccountHolder, "account_holder", ["开户名"],
            ["账户名", "开户人", "开户姓名", "账户姓名", "账户名称", "收款人", "收款人姓名", "银行户名", "持卡人"]),
        (RosterField.Bank, "bank", ["开户行"],
            ["开户银行", "开户行名称", "开户银行名称", "开户行全称", "开户银行全称", "开户网点", "开户网点名称", "开户支行", "银行名称", "银行", "bank name"]),
        (RosterField.Account, "account", ["账号"],
        [
            "银行账号", "社保卡号", "卡号", "银行卡号", "银行卡账号", "社保卡账号", "社会保障卡号", "一卡通号", "一卡通账号", "存折账号", "惠农卡号", "惠农一卡通号", "惠农一卡通账号",
            "收款账号", "开户账号", "帐号", "银行帐号", "账户", "户主银行账号", "户主账号", "户主卡号", "户主银行卡号", "户主社保卡号", "account number", "account no.",
            "bank account",
        ]),
        (RosterField.BankCode, "bank_code", ["行号"], ["联行号", "开户行行号", "支付行号", "大额行号", "银行行号"]),
        (RosterField.CreditCode, "credit_code", ["统一社会信用代码"],
            ["信用代码", "社会信用代码", "统一信用代码", "信用代码证号", "社会统一信用代码"]),
        (RosterField.HeadIdNumber, "head_id_number", ["户主身份证号"], ["户主身份证", "户主身份证号码", "户主证件号码", "户主公民身份号码"]),
        (RosterField.Ordinal, "no", ["序号"], ["no.", "#", "编次"]),
        (RosterField.Phone, "phone", ["联系电话"],
            ["电话", "电话号码", "手机", "手机号", "手机号码", "联系方式", "户主电话", "户主联系电话", "户主手机", "户主手机号", "户主手机号码", "户主电话号码", "户主联系方式", "移动电话",
                "联系手机", "联系电话号码", "telephone", "phone number", "mobile"]),
        (RosterField.Remark, "remark", ["备注"], ["remarks", "note", "notes", "说明", "备注说明"]),
        (RosterField.Other, "age", ["年龄"], []),
        (RosterField.Other, "sex", ["性别"], ["gender"]),
        (RosterField.Other, "address", ["住址"], ["家庭住址", "地址", "家庭地址", "现住址"]),
        (RosterField.Other, "group", ["村民小组"], ["小组", "组别", "组", "所属小组", "所在小组", "村组"]),
        (RosterField.Other, "signature", ["签字"], ["签名", "签章", "签名盖章", "户主签字", "确认签字", "领款人签字", "指印", "签字（指印）"]),
        (RosterField.PersonName, "person_name", ["姓名"], ["成员姓名", "家庭成员姓名", "家庭成员", "成员"]),
        (RosterField.IdNumber, "id_number", ["身份证号"],
            ["身份证号码", "公民身份号码", "身份证", "证件号码", "身份号码", "成员身份证号", "成员身份证号码", "家庭成员身份证号", "公民身份证号",
                "居民身份证号", "公民身份证号码", "居民身份证号码"]),
        (RosterField.Relation, "relation", ["与户主关系"], ["关系", "与户主的关系", "同户主关系", "家庭关系", "relation to head", "relationship"]),
        (RosterField.Head, "head", ["户主标志"], ["是否户主"]),
        (RosterField.Joined, "joined", ["加入日期"], ["加入时间", "入社日期", "入社时间"]),
        (RosterField.Left, "left", ["退出日期"], ["退出时间"]),
        (RosterField.Deceased, "deceased", ["死亡日期"], ["死亡时间", "去世日期", "去世时间"]),
        (RosterField.Born, "born", ["出生日期"], ["出生年月", "出生年月日", "birth_date"]),
        (RosterField.Member, "member", ["是否成员"],
            ["成员身份", "成员资格", "是否本组织成员", "是否集体成员", "是否本集体成员", "是否集体经济组织成员", "是否本集体经济组织成员", "集体经济组织成员身份"]),
        (RosterField.Capacity, "capacity", ["民事行为能力"], ["行为能力"]),
        (RosterField.Employment, "employment", ["工作身份"], ["就业身份"]),
        (RosterField.RightsAgreement, "rights_agreement", ["保留权益的协议"], ["保留权益协议"]),
        (RosterField.LeftBecause, "left_because", ["退出原因"], ["成员身份丧失原因", "丧失成员身份原因"]),
        (RosterField.LeavingDocument, "leaving_document", ["退出的凭据"], ["退出凭据", "退出证明"]),
        (RosterField.HeirDocument, "heir_document", ["继承的凭据"], ["继承凭据", "继承证明", "继承公证"]),
        (RosterField.ShareVotesFor, "share_votes_for", ["参加分配同意票"], []),
        (RosterField.ShareVotesTotal, "share_votes_total", ["参加分配应到票"], []),
        (RosterField.Guardian, "guardian", ["同意登记的监护人"], ["监护人"]),
    ];

    /// <summary>
    /// Words of other lists, such as contracts: they stand for a column of ours where a sheet has one of them and no such column.
    /// </summary>
    public static (string Of, string[] Headings)[] Others { get; } =
    [
        ("户编号", ["股权证号", "股权证编号", "股权证书编号", "承包方编码", "社员编号", "成员编号", "社员证号", "成员证号"]),
        ("户主", ["承包方", "承包方代表", "承包方(代表)", "社员姓名", "股东姓名", "股东"]),
        ("账号", ["存折号", "存折账号", "一折通", "一折通号", "一折通账号", "卡(折)号", "卡折号", "惠民卡号"]),
        ("土地", ["承包地", "承包面积", "承包地面积", "承包耕地面积", "承包亩数", "确权面积", "确权亩数", "耕地面积", "流转面积", "流转亩数"]),
        ("资金", ["出资", "出资额", "出资金额", "入社资金", "入社股金", "现金入股", "现金股", "现金出资",
            "入股现金", "货币出资", "货币入股"]),
    ];
}
