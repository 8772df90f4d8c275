using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Errors;
using LinkageService.Privacy;

namespace LinkageService.Features.Households;

/// <summary>What a household may say of itself, the same for bodies, messages and tables. Written by hand: a table has 50,000.</summary>
internal static class HouseholdRules
{
    private const int MaxMembers = 1000;
    private const int MaxTags = 50;
    private const int MaxTag = 64;
    private const int MaxHoldings = 200;
    private const int MaxHoldingName = 64;
    private const int MaxPersons = 200;
    private const int HoldingDecimals = 4;

    // A tag goes into one cell of a table with others.
    private static readonly char[] TagSeparators = [';', '；', '、', ',', '，'];

    /// <summary>Splits a cell of tags.</summary>
    public static string[] SplitTags(string cell) =>
        cell.Split(TagSeparators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Everything that is wrong; fields as in a body, from the household.</summary>
    public static IReadOnlyList<Problem> Check(HouseholdEntry entry)
    {
        var problems = new List<Problem>(0);
        if (HouseholdIds.Fault(entry.Id) is { } fault)
        {
            problems.Add(new Problem(ProblemCodes.InvalidHouseholdId, "id", fault));
        }

        CheckText(problems, "name", entry.Name);
        if (entry.Members is < 0 or > MaxMembers)
        {
            Report(problems, "members", $"成员数为 0 到 {MaxMembers}", $"members are 0 to {MaxMembers}");
        }

        CheckTags(problems, entry.Tags);
        CheckHoldings(problems, entry.Holdings);
        if (entry.Account is { } account)
        {
            CheckText(problems, "account.holder", account.Holder);
            CheckText(problems, "account.bank", account.Bank);
            if (account.Number is { } number && !AccountNumber.IsMask(number) && !AccountNumber.TryRead(number, out _))
            {
                Report(problems, "account.number", "账号是 8 到 34 位数字或大写字母", "an account number is 8 to 34 digits or capital letters");
            }
        }

        CheckPersons(problems, entry.Persons);
        return problems;
    }

    private static void CheckTags(List<Problem> problems, IReadOnlyList<string> tags)
    {
        if (tags.Count > MaxTags)
        {
            Report(problems, "tags", $"标签最多 {MaxTags} 个", $"at most {MaxTags} tags");
        }

        for (var at = 0; at < tags.Count; at++)
        {
            var tag = tags[at];
            if (tag.Length is 0 or > MaxTag || tag.IndexOfAny(TagSeparators) >= 0 || tag != tag.Trim()
                || !TextRules.IsPlain(tag, MaxTag, hasLines: false))
            {
                Report(problems, At("tags", at), $"标签是 1 到 {MaxTag} 个字，不含分号、逗号、顿号，首尾没有空格",
                    $"a tag is 1 to {MaxTag} characters without semicolon or comma, no space at either end");
            }
        }
    }

    private static void CheckHoldings(List<Problem> problems, IReadOnlyDictionary<string, string> holdings)
    {
        if (holdings.Count > MaxHoldings)
        {
            Report(problems, "holdings", $"持有量最多 {MaxHoldings} 项", $"at most {MaxHoldings} holdings");
        }

        foreach (var (name, value) in holdings)
        {
            var field = "holdings." + NumberProblems.Shorten(name);
            if (!IsHoldingName(name))
            {
                Report(problems, field, "持有量的名称以小写字母开头，由小写字母、数字和下划线组成，最多 64 个字符",
                    "a holding's name is a lower-case letter, then lower-case letters, digits and underscores, at most 64");
            }
            else if (DecimalText.TryParse(value, HoldingDecimals, out long _) is var fault && fault != DecimalFault.None)
            {
                problems.Add(NumberProblems.Of(fault, field, value, HoldingDecimals));
            }
        }
    }

    /// <summary>Whether a text may name a holding.</summary>
    public static bool IsHoldingName(string name) => name.Length is >= 1 and <= MaxHoldingName && char.IsAsciiLetterLower(name[0])
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_');

    private static void CheckPersons(List<Problem> problems, IReadOnlyList<PersonEntry> persons)
    {
        if (persons.Count > MaxPersons)
        {
            Report(problems, "persons", $"一户最多 {MaxPersons} 人", $"at most {MaxPersons} persons");
        }

        var numbers = new HashSet<string>(StringComparer.Ordinal);
        var hasHead = false;
        for (var at = 0; at < persons.Count; at++)
        {
            var (person, path) = (persons[at], At("persons", at));
            if (string.IsNullOrEmpty(person.Name))
            {
                problems.Add(new Problem(ProblemCodes.MissingField, path + ".name", new LocalizedText("缺少姓名", "the name is missing")));
            }

            CheckText(problems, path + ".name", person.Name);
            CheckText(problems, path + ".relation", person.Relation);
            if (person.IdNumber is { } text && !IdNumber.IsMask(text))
            {
                // Never shown: an answer or a log is no place for it.
                if (!IdNumber.TryRead(text, out var number))
                {
                    Report(problems, path + ".idNumber", "身份证号应为 18 位，校验码（GB 11643）不对或出生日期不存在",
                        "an ID number has 18 characters; the check character (GB 11643) or the date of birth is wrong");
                }
                else if (!numbers.Add(number))
                {
                    Report(problems, path + ".idNumber", "同一户里这个身份证号出现两次", "this ID number is there twice in the household");
                }
            }

            if (person.Left < person.Joined || person.Deceased < person.Joined)
            {
                var field = person.Left < person.Joined ? ".left" : ".deceased";
                Report(problems, path + field, "早于加入日期", "before the date of joining");
            }

            var isHead = person is { IsHead: true, Left: null, Deceased: null };
            if (isHead && hasHead)
            {
                Report(problems, path + ".head", "一户只有一位户主", "a household has one head");
            }

            hasHead |= isHead;
        }
    }

    private static void CheckText(List<Problem> problems, string field, string? text)
    {
        if (text is not null && !TextRules.IsPlain(text, TextRules.MaxName, hasLines: false))
        {
            Report(problems, field,
                $"最多 {TextRules.MaxName} 个字，不能有控制字符", $"at most {TextRules.MaxName} characters, no control characters");
        }
    }

    private static string At(string field, int at) => string.Create(CultureInfo.InvariantCulture, $"{field}[{at}]");

    private static void Report(List<Problem> problems, string field, string zh, string en) =>
        problems.Add(new Problem(ProblemCodes.InvalidValue, field, new LocalizedText(zh, en)));
}
