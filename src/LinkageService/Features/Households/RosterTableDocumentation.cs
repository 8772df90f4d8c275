using LinkageService.Http;

namespace LinkageService.Features.Households;

/// <summary>What the OpenAPI document says of rosters as files.</summary>
internal static class RosterTableDocumentation
{
    private static readonly Dictionary<string, string> Path = new(StringComparer.Ordinal) { ["org"] = "tangwan" };

    public static EndpointDocumentation Import { get; } = new(
        "导入名册 | Import a roster",
        """
        CSV（UTF-8、GB18030、UTF-16）、XLSX 或 XLS，村里原来的表就行：列名上面的标题、两行列名、合并的格、合计和签字行都认得，
        数字可写作 10,000.00元、3.3亩、１.２５。每户一行（户编号、户主、身份证号、家庭人口、份额、账号），或每人一行（另有姓名、
        与户主关系、户主标志、出生日期、加入日期、退出日期、死亡日期，法律核对用的是否成员、民事行为能力、工作身份、退出原因等）；
        列名中英文均可，持有量用名称或中文名。不认识的列不读，reading 里写明；
        凡不是照字面读的，reading 里都有。有一格不对就什么也不存，答复列出每一格和改法；warnings 是可疑的地方，不妨碍导入。
        没有的列保持原样，没有列出的户不受影响，遮住的号码保持已存的号码。dryRun=true 只检查，总是 200。
        CSV, XLSX or XLS as villages keep them: titles, two rows of headings, merged cells, sums and signatures are
        told from households, and quantities are read as people write them. reading says how, with all that was not
        read to the letter and every column that is not known. All or nothing: a bad cell stores nothing and the
        answer lists every one; warnings do not stop it. A column that is not there leaves what is stored; households
        that are not named are left alone; a masked number keeps the stored one. dryRun=true only checks, and always
        answers 200.
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
            new ParameterDocumentation("sheet", "工作表的名称，默认第一张有列名的 | The worksheet; the first with headings unless stated"),
            new ParameterDocumentation("numberHouseholds",
                "true：没有户编号的表，按表里的次序编号；名册上有的户按户主身份证号认，没有的按姓名认，认不出的列为错误 | "
                + "true: the households of a table without ids are numbered in its order; those of the roster are known by the head's ID "
                + "number, or else by name, and what cannot be told is refused", "false"),
            new ParameterDocumentation("fileName", "文件叫什么，写在导入记录里 | What the file is called, for the history of imports")
                { CheckedBy = typeof(ImportHouseholdsValidator) },
        ],
        PathExamples = Path,
        Examples =
        [
            new BodyExample("chinese", "中文列名 | Chinese headings", RosterTableEndpoints.Csv,
                "户编号,户主,家庭人口,人员类别,土地\n0101,农户0101,3,建档立卡户,2.5\n0102,农户0102,4,,3.1\n", 200),
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
            new ParameterDocumentation("search", "户编号或户主含这几个字的 | Only those whose number or name contains this")
                { CheckedBy = typeof(RosterQueryValidator) },
            new ParameterDocumentation("tag", "只要这个人员类别的，如 registered | Only those of this category, such as registered")
                { CheckedBy = typeof(RosterQueryValidator) },
        ],
        PathExamples = Path,
    };
}
