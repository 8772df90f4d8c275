using System.Buffers;
using FluentValidation;
using FluentValidation.Results;
using FluentValidation.Validators;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Unicode;
using LinkageService.Errors;
using LinkageService.Privacy;

namespace LinkageService.Features.Households;

/// <summary>What a household may say of itself, the same for bodies, messages and tables.</summary>
internal static class HouseholdRules
{
    // A tag goes into one cell of a table with others.
    private static readonly char[] TagSeparators = [';', '；', '、', ',', '，'];

    /// <summary>How many people may live in a household.</summary>
    public static WholeRange Members { get; } = new(0, 1000);

    /// <summary>The name of a holding or a label, as schemes have them: a letter or _, then letters, digits and _, of any script.</summary>
    public static TextPattern FactNames { get; } = new(@"[^\s0-9!-/:-@\[-\^`{-~][^\s!-/:-@\[-\^`{-~]{0,63}");

    // Between letters of Mongolian and the like, joiners mean something, and these do not.
    private static readonly SearchValues<char> UnseenInNames =
        SearchValues.Create("\u00AD\u200B\u200E\u200F\u2060\u2061\u2062\u2063\u2064\uFEFF");

    private static HouseholdEntryValidator Validator { get; } = new();

    /// <summary>Splits a cell of tags.</summary>
    public static string[] SplitTags(string cell) =>
        cell.Split(TagSeparators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>
    /// What is wrong with the name of a holding or a label that is typed otherwise than schemes say it; null for nothing.
    /// </summary>
    public static LocalizedText? FaultOfSpelling(string name) => Nfkc.Of(name) is var plain && plain != name
        ? new LocalizedText(
            $"“{NumberProblems.Shorten(name)}”里有全角或异体的字符；请写成“{NumberProblems.Shorten(plain)}”",
            $"\"{NumberProblems.Shorten(name)}\" has full-width or compatibility characters; write \"{NumberProblems.Shorten(plain)}\"")
        : null;

    /// <summary>
    /// The place of a character in a name that draws nothing and comes along with a copy, from 1; 0 for none. A name of nothing else is
    /// told by the rule of texts.
    /// </summary>
    public static int FirstUnseen(string? name) => name is not null && TextRules.IsSeen(name)
        ? name.AsSpan().IndexOfAny(UnseenInNames) + 1
        : 0;

    /// <summary>Says where it is.</summary>
    public static LocalizedText FaultOfUnseen(string? name)
    {
        var at = FirstUnseen(name);
        return new LocalizedText(
            $"姓名第 {at} 个字符看不见（U+{(int)name![at - 1]:X4}），多半是复制时带来的；请删掉它，或重新打一遍",
            $"character {at} of the name cannot be seen (U+{(int)name[at - 1]:X4}); delete it, or type the name anew");
    }

    /// <summary>Everything that is wrong; fields as in a body, from the household.</summary>
    public static IReadOnlyList<Problem> Check(HouseholdEntry entry) =>
        Validator.Validate(entry) is { IsValid: false } result ? result.AsProblems().ToArray() : [];
}

/// <summary>The shape of a household.</summary>
internal sealed class HouseholdEntryValidator : AbstractValidator<HouseholdEntry>
{
    private const int MaxTags = 50;
    private const int MaxPersons = 200;

    public HouseholdEntryValidator()
    {
        RuleFor(entry => entry.Id).SetValidator(new HouseholdIdValidator<HouseholdEntry>())
            .As(ProblemCodes.InvalidHouseholdId, "id", id => HouseholdIds.Fault(id)!);
        RuleFor(entry => entry.Name).IsText("name", TextRules.MaxName, hasLines: false);
        RuleFor(entry => entry.Name).Must(name => HouseholdRules.FirstUnseen(name) == 0)
            .As(ProblemCodes.InvalidValue, "name", HouseholdRules.FaultOfUnseen);
        RuleFor(entry => entry.Members).IsIn("members", HouseholdRules.Members);
        RuleFor(entry => entry.Tags).HasAtMost("tags", MaxTags,
            _ => new LocalizedText($"人员类别最多 {MaxTags} 个", $"at most {MaxTags} tags"));
        RuleForEach(entry => entry.Tags).SetValidator(new TagValidator<HouseholdEntry>()).As(ProblemCodes.InvalidValue, "tags",
            $"人员类别是 1 到 {TagValidator<HouseholdEntry>.MaxCharacters} 个字，不含分号、逗号、顿号，首尾没有空格",
            $"a tag is 1 to {TagValidator<HouseholdEntry>.MaxCharacters} characters without semicolon or comma, no space at either end");
        RuleFor(entry => entry.Labels).SetValidator(new LabelsValidator<HouseholdEntry>()).OverridePropertyName("labels");
        RuleFor(entry => entry.Holdings).SetValidator(new HoldingsValidator<HouseholdEntry>()).OverridePropertyName("holdings");
        RuleFor(entry => entry.Account!).SetValidator(new AccountEntryValidator()).OverridePropertyName("account");
        RuleFor(entry => entry.Phone).Cascade(CascadeMode.Stop).IsText("phone", PhoneNumber.MaxCharacters, hasLines: false)
            .IsLike("phone", PhoneNumber.FormOrMask,
            "电话里要有号码，如 13800000000 或 0771-1234567；没有电话就空着",
            "a phone number has five digits or more; leave it blank where there is none");
        RuleFor(entry => entry.Remark).IsText("remark", TextRules.MaxReason, hasLines: false);
        RuleFor(entry => entry.Persons).HasAtMost("persons", MaxPersons,
            _ => new LocalizedText($"一户最多 {MaxPersons} 人", $"at most {MaxPersons} persons"));
        RuleForEach(entry => entry.Persons).SetValidator(new PersonEntryValidator()).OverridePropertyName("persons");
        RuleFor(entry => entry.Persons).Custom(AddRepeated).When(entry => entry.Persons.Count > 1);
    }

    private static void AddRepeated(IReadOnlyList<PersonEntry> persons, ValidationContext<HouseholdEntry> context)
    {
        var numbers = new HashSet<string>(StringComparer.Ordinal);
        var hasHead = false;
        for (var at = 0; at < persons.Count; at++)
        {
            var person = persons[at];
            if (person.IdNumber is { } text && IdNumber.TryRead(text, out var number) && !numbers.Add(number))
            {
                context.Add(ProblemCodes.InvalidValue, $"persons[{at}].idNumber", new LocalizedText(
                    "同一户里这个身份证号出现两次", "this ID number is there twice in the household"));
            }

            var isHead = person is { IsHead: true, Left: null, Deceased: null };
            if (isHead && hasHead)
            {
                context.Add(ProblemCodes.InvalidValue, $"persons[{at}].head", new LocalizedText(
                    "一户只有一位户主", "a household has one head"));
            }

            hasHead |= isHead;
        }
    }
}

/// <summary>The shape of an account.</summary>
internal sealed class AccountEntryValidator : AbstractValidator<AccountEntry>
{
    public AccountEntryValidator()
    {
        RuleFor(account => account.Holder).IsText("holder", TextRules.MaxName, hasLines: false);
        RuleFor(account => account.Bank).IsText("bank", TextRules.MaxName, hasLines: false);
        RuleFor(account => account.Number).IsLike("number", AccountNumber.FormOrMask,
            "账号是 8 到 34 位数字或大写字母", "an account number is 8 to 34 digits or capital letters");
    }
}

/// <summary>The shape of a person.</summary>
internal sealed class PersonEntryValidator : AbstractValidator<PersonEntry>
{
    // Never shown: an answer or a log is no place for a number.
    private static readonly LocalizedText Broken = new(
        "身份证号应是 18 位，这个号码位数不对，或有一位打错了（校验码不对，或没有这一天出生）；15 位的旧号码请换成 18 位，请照身份证核对",
        "an ID number has 18 characters; this has more or fewer, or one is mistyped (its check character or its date of birth is wrong). "
        + "Old numbers of 15 digits are written with 18 now: compare it with the card");

    public PersonEntryValidator()
    {
        RuleFor(person => person.Name).NotEmpty().As(ProblemCodes.MissingField, "name", "缺少姓名", "the name is missing");
        RuleFor(person => person.Name).IsText("name", TextRules.MaxName, hasLines: false);
        RuleFor(person => person.Name).Must(name => HouseholdRules.FirstUnseen(name) == 0)
            .As(ProblemCodes.InvalidValue, "name", HouseholdRules.FaultOfUnseen);
        RuleFor(person => person.Relation).IsText("relation", TextRules.MaxName, hasLines: false);
        RuleFor(person => person.IdNumber).Cascade(CascadeMode.Stop)
            .IsLike("idNumber", IdNumber.FormOrMask, Broken.Zh, Broken.En)
            .Must(number => number is null || IdNumber.IsMask(number) || IdNumber.TryRead(number, out _))
            .As(ProblemCodes.InvalidValue, "idNumber", Broken.Zh, Broken.En);
        RuleFor(person => person.BirthDate).Cascade(CascadeMode.Stop)
            .IsLike("birthDate", BirthDate.FormOrMask, "出生日期请写成 1950-01-31 这样", "write a date of birth as 1950-01-31")
            .Must(date => date is null || BirthDate.IsMaskOrDate(date))
            .As(ProblemCodes.InvalidValue, "birthDate", "没有这一天", "there is no such day")
            .Must((person, date) => !(date is not null && date != BirthDate.Mask && person.IdNumber is { } id
                && IdNumber.TryRead(id, out var number) && Dates.Text(IdNumber.BornOn(number)) != date))
            .As(ProblemCodes.InvalidValue, "birthDate", "与身份证号里的出生日期不一致，请核对", "not the date of birth in the ID number; check it");
        RuleFor(person => person.Legal!).SetValidator(new PersonLegalValidator()).OverridePropertyName("legal");
        RuleFor(person => person.Left).Must((person, left) => !(left < person.Joined))
            .As(ProblemCodes.InvalidValue, "left", "早于加入日期", "before the date of joining");
        RuleFor(person => person.Deceased).Must((person, deceased) => person.Left < person.Joined || !(deceased < person.Joined))
            .As(ProblemCodes.InvalidValue, "deceased", "早于加入日期", "before the date of joining");
    }
}

/// <summary>The rule of a household id.</summary>
internal sealed class HouseholdIdValidator<T> : PropertyValidator<T, string>, ILengthValidator
{
    /// <inheritdoc/>
    public override string Name => "HouseholdId";

    /// <inheritdoc/>
    public int Min => 1;

    /// <inheritdoc/>
    public int Max => HouseholdIds.MaxCharacters;

    /// <inheritdoc/>
    public override bool IsValid(ValidationContext<T> context, string value) => HouseholdIds.Fault(value) is null;
}

/// <summary>The rule of a tag: it goes into one cell of a table with others.</summary>
internal sealed class TagValidator<T> : PropertyValidator<T, string>, ILengthValidator
{
    /// <summary>The most characters of a tag.</summary>
    public const int MaxCharacters = 64;

    private static readonly SearchValues<char> Separators = SearchValues.Create(";；、,，");

    /// <inheritdoc/>
    public override string Name => "Tag";

    /// <inheritdoc/>
    public int Min => 1;

    /// <inheritdoc/>
    public int Max => MaxCharacters;

    /// <inheritdoc/>
    public override bool IsValid(ValidationContext<T> context, string value) => value.Length > 0
        && !value.AsSpan().ContainsAny(Separators) && value.AsSpan().Trim().Length == value.Length
        && TextRules.IsPlain(value, MaxCharacters, hasLines: false) && TextRules.IsSeen(value);
}

/// <summary>The rule of holdings: names, and decimals with at most four decimals. Each that is wrong is a problem of its own.</summary>
internal sealed class HoldingsValidator<T> : PropertyValidator<T, IReadOnlyDictionary<string, string>>, IEntriesValidator
{
    private const int MaxHoldings = 200;
    private const int Decimals = 4;

    // As DecimalText reads them.
    private static readonly TextPattern Quantities = new("0*[0-9]{1,14}(\\.[0-9]{1,4})?");

    /// <inheritdoc/>
    public override string Name => "Holdings";

    /// <inheritdoc/>
    public int MaxCount => MaxHoldings;

    /// <inheritdoc/>
    public IPropertyValidator Names { get; } = new PatternValidator<T>(HouseholdRules.FactNames);

    /// <inheritdoc/>
    public IPropertyValidator Values { get; } = new PatternValidator<T>(Quantities);

    /// <inheritdoc/>
    public override bool IsValid(ValidationContext<T> context, IReadOnlyDictionary<string, string> value)
    {
        if (value.Count > MaxHoldings)
        {
            context.Add(ProblemCodes.InvalidValue, context.PropertyPath, new LocalizedText(
                $"持有量最多 {MaxHoldings} 项", $"at most {MaxHoldings} holdings"));
        }

        foreach (var (name, quantity) in value)
        {
            var field = context.PropertyPath + "." + NumberProblems.Shorten(name);
            if (HouseholdRules.FaultOfSpelling(name) is { } fold)
            {
                context.Add(ProblemCodes.InvalidValue, field, fold);
            }
            else if (!HouseholdRules.FactNames.Fits(name))
            {
                context.Add(ProblemCodes.InvalidValue, field, new LocalizedText(
                    "持有量的名称以文字或 _ 开头，只含文字、数字和 _，最多 64 个字符",
                    "a holding's name is a letter or _, then letters, digits and _, at most 64"));
            }
            else if (DecimalText.TryParse(quantity, Decimals, out long _) is var fault && fault != DecimalFault.None)
            {
                var problem = NumberProblems.Of(fault, field, quantity, Decimals);
                context.Add(problem.Code, field, problem.Message);
            }
        }

        return true;
    }
}
