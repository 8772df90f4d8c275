using LinkageService.Http;

namespace LinkageService.Features.Households;

/// <summary>What the OpenAPI document says of rosters as files.</summary>
internal static class RosterTableDocumentation
{
    private static readonly Dictionary<string, string> Path = new(StringComparer.Ordinal) { ["org"] = "tangwan" };

    public static EndpointDocumentation Import { get; } = new(
        "导入名册 | Import a roster",
        """
        CSV（UTF-8、GB18030、UTF-16）或 XLSX，列名中英文均可：户编号 household_id、户主 name、成员数 members、标签 tags、开户名 account_holder、
        开户行 bank、账号 account，以及持有量的名称或中文名；每人一行时另有姓名 person_name、身份证号 id_number、与户主关系 relation、户主标志 head、
        加入日期 joined、退出日期 left、死亡日期 deceased。全部写入或全部不写；没有的列保持原样，没有列出的户不受影响，遮住的号码保持已存的号码。
        有一格不对就什么也不存，答复列出每一格；dryRun=true 只检查，总是 200。
        CSV (UTF-8, GB18030, UTF-16) or XLSX with Chinese or English headings. All or nothing: a bad cell stores
        nothing and the answer lists
        every one. A column that is not there leaves what is stored; households that are not named are left alone; a masked number keeps the
        stored one. dryRun=true only checks, and always answers 200.
        """)
    {
        Body = typeof(string),
        BodyTypes = [RosterTableEndpoints.Csv, RosterTableEndpoints.Xlsx],
        Response = typeof(ImportReportContract),
        Failures = [400, 401, 403, 404, 413, 415, 503],
        Parameters =
        [
            new ParameterDocumentation("validFrom", "从哪一天起，默认今天（中国） | From when on; today in China unless stated", "2025-01-01"),
            new ParameterDocumentation("dryRun", "true：只检查，不存 | true: only check, store nothing", "false"),
            StoredParameters.LaterFacts,
            new ParameterDocumentation("sheet", "XLSX 的工作表，默认第一张 | The worksheet; the first unless stated"),
        ],
        PathExamples = Path,
        Examples =
        [
            new BodyExample("chinese", "中文列名 | Chinese headings", RosterTableEndpoints.Csv,
                "户编号,户主,成员数,标签,土地\n0101,农户0101,3,建档立卡户,2.5\n0102,农户0102,4,,3.1\n", 200),
            new BodyExample("persons", "每人一行 | A person a row", RosterTableEndpoints.Csv,
                "household_id,name,land,person_name,relation,head\n0103,农户0103,1.2,农户0103,本人,true\n0103,,,农户0103之妻,配偶,\n", 200),
            new BodyExample("mistakes", "一次报告全部错误 | All mistakes at once", RosterTableEndpoints.Csv,
                "household_id,members,land\n0101,x,1\n0102,2,-1\n", 400),
        ],
    };

    public static EndpointDocumentation Export { get; } = new(
        "导出名册 | Export a roster",
        """
        再导入得到同样的名册。号码只显示一部分；有权限并说明用途时写全部，记入审计日志。
        Importing it again gives the same roster. Numbers are masked; in full for those who may see them and state a
        purpose, which is audited.
        """)
    {
        Response = typeof(string),
        ResponseTypes = [RosterTableEndpoints.Csv, RosterTableEndpoints.Xlsx],
        Failures = [400, 401, 403, 404, 503],
        Parameters =
        [
            new ParameterDocumentation("format", "csv 或 xlsx，默认 csv | csv or xlsx; csv unless stated", "csv"),
            new ParameterDocumentation("lang", "列名：zh 或 en，默认 zh | Headings: zh or en; zh unless stated", "zh"),
            StoredParameters.AsOf, StoredParameters.KnownAt, StoredParameters.Purpose,
        ],
        PathExamples = Path,
    };
}
