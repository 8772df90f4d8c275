using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage;

namespace LinkageService.Features.Facts;

/// <summary>A kind of fact about an organisation, of a closed list.</summary>
/// <param name="Part">Where <see cref="FactParts"/> has what is stated; its name is the word of the kind.</param>
/// <param name="Letter">Of the list of facts that legal checks need: A1 to A14.</param>
/// <param name="IsYearly">Whether it is stated for a year, else from a day on.</param>
/// <param name="Checks">The codes of the checks that ask for it.</param>
/// <param name="Purpose">What these look at.</param>
internal sealed record FactKind(FactField Part, string Letter, bool IsYearly, IReadOnlyList<string> Checks, LocalizedText Purpose)
{
    /// <summary>Every kind, in the order pages show them.</summary>
    public static IReadOnlyList<FactKind> All { get; } =
    [
        Yearly("statement", "A1",
            "losses_not_covered reserve_out_of_bounds patronage_below_minimum floor_exceeds_surplus rollforward_broken "
            + "accounts_not_settled",
            "亏损是否先弥补、公积金提取和盈余返还的比例、年末与年初是否衔接",
            "whether losses are covered first, how much reserve is drawn and refunded, and whether one year goes on from the last"),
        Dated("charter", "A2", "reserve_out_of_bounds patronage_below_minimum residual_base_incomplete concentration "
            + "delegates_not_allowed meeting_invalid payee_deceased",
            "公积金和返还的比例、补助份额按什么平均、代表能不能表决、持股是否超上限、已故成员的股怎么办",
            "the parts of reserve and refund, what quotas are equal among, whether delegates may vote, the largest holding, and "
                + "what becomes of the shares of the dead"),
        Dated("cash", "A4", "debt_financed",
            "钱够不够发、是不是借钱分红、有没有动用专用资金", "whether there is money to pay with, and whether it is borrowed or bound"),
        Yearly("income", "A5", "source_not_distributable losses_not_covered delegates_not_allowed",
            "拿来分的钱里有没有不能分的收入、多年租金是否一次分光",
            "whether income is shared out that may not be, and rent of several years at once"),
        Dated("capital", "A3", "residual_base_incomplete labour_as_capital subsidy_as_private_capital",
            "剩余盈余按什么分、有没有劳务出资、补助是否记到了个人名下",
            "what the residual goes by, labour taken as capital, and subsidies put down to one member"),
        Yearly("trade", "A12", "patronage_exceeds_sales", "交易量返还有没有超过账上的销售、非成员是否混在里面",
            "whether refunds go by more than was sold, and by trade of non-members"),
        Dated("officers", "A8", "officers_share two_hats", "管理人员及其亲属分得多少、监事是否兼任",
            "what officers and their relatives get, and whether supervisors hold two offices"),
        Dated("accounts", "A10", "personal_account", "集体的钱有没有放在个人账户里", "whether money of the organisation is on a person's account"),
        Dated("plots", "A11", "land_double_use", "入股、出租的面积有没有超过承包面积，一块地有没有用两次",
            "whether more land is rented or shared than is contracted, and a plot twice"),
        Dated("statuses", "A13", "status_undated", "建档立卡户、监测对象的身份有没有依据和日期",
            "whether the status of registered and monitored households has a source and a date"),
        Dated("targets", "A13", "below_target", "有没有户没拿到承诺的增收", "which households gained less than they were promised"),
        Dated("taxes", "A14", "tax_mode_unset", "分红的个人所得税怎样处理", "how the income tax of dividends is dealt with"),
    ];

    /// <summary>The words of all kinds.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. All.Select(kind => kind.Word)];

    /// <summary>Whether the latest is read, whatever day a run is of: money is paid and people act after the record date.</summary>
    public bool IsReadToday => Word is "cash" or "officers" or "accounts";

    /// <summary>As addresses, bodies and the stored row name it.</summary>
    public string Word => Part.Name;

    /// <summary>What people call it.</summary>
    public LocalizedText Title => Part.Label;

    /// <summary>What is stated, as a record.</summary>
    public Type Record => Part.Record;

    /// <summary>The kind of a word; null for one there is not.</summary>
    public static FactKind? Find(string? word) => All.FirstOrDefault(kind => string.Equals(kind.Word, word, StringComparison.Ordinal));

    /// <summary>The kind of a word, of an organisation that the caller may see.</summary>
    /// <exception cref="RefusedException"><c>unknown_organization</c>, or <c>unknown_fact</c> for a word there is not.</exception>
    public static async Task<FactKind> RequireAsync(Session session, Caller caller, string organization, string word)
    {
        await OrganizationScope.RequireAsync(session, caller, organization);
        return Require(word);
    }

    /// <summary>The kind of a word.</summary>
    /// <exception cref="RefusedException"><c>unknown_fact</c> for a word there is not.</exception>
    public static FactKind Require(string word)
    {
        var shown = NumberProblems.Shorten(word);
        return Find(word) ?? throw new RefusedException(Failure.Of(ProblemCodes.UnknownFact,
            $"没有“{shown}”这种资料；可用：{string.Join(", ", Words)}", $"there is no kind \"{shown}\"; known: {string.Join(", ", Words)}",
            "kind"));
    }

    private static FactKind Yearly(string word, string letter, string checks, string zh, string en) =>
        Of(word, letter, isYearly: true, checks, zh, en);

    private static FactKind Dated(string word, string letter, string checks, string zh, string en) =>
        Of(word, letter, isYearly: false, checks, zh, en);

    private static FactKind Of(string word, string letter, bool isYearly, string checks, string zh, string en) => new(
        FactField.Of(typeof(FactParts)).Single(field => field.Name == word), letter, isYearly, checks.Split(' '),
        new LocalizedText(zh, en));
}
