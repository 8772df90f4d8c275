using System.Diagnostics;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Schemes;

/// <summary>
/// What the names of a scheme are called in a sentence or a picture: by the titles of the document where it has them, by themselves
/// where they are Chinese words, else in the words of the field, else as they are written. Nothing is cut off a title but its unit.
/// </summary>
public sealed class SchemeTitles
{
    private static readonly string[] Parts = ["份数", "比例", "份额"];
    private static readonly string[] PartsBefore = ["Parts for ", "Parts to ", "Parts of ", "Share of ", "Rate of "];
    private static readonly string[] PartsAfter = ["' parts", "'s parts", " parts", "'s share", " share"];

    private readonly Scheme _scheme;

    /// <summary>The titles of one scheme.</summary>
    /// <param name="scheme">It.</param>
    public SchemeTitles(Scheme scheme) => _scheme = scheme;

    /// <summary>A parameter, input, holding or label, without the unit in brackets behind: <c>日工资</c> for 日工资（元/天）.</summary>
    public LocalizedText Of(string name) =>
        _scheme.Parameters.FirstOrDefault(parameter => parameter.Name == name) is { } parameter
            ? Titled(parameter.Title, name, parameter.Dimension)
        : _scheme.Tiers.FirstOrDefault(table => table.Name == name) is { } table ? Titled(table.Title, name, table.Dimension)
        : _scheme.Inputs.FirstOrDefault(input => input.Name == name) is { } input
            ? Titled(input.Title, name, input.FormulaType.Dimension)
        : _scheme.Holdings.FirstOrDefault(holding => holding.Name == name) is { } holding
            ? Titled(holding.Title, name, Dimension.Of(holding.Unit))
        : _scheme.Labels.FirstOrDefault(label => label.Name == name) is { } label ? Titled(label.Title, name, Dimension.Plain)
        : AsWritten(name);

    /// <summary>A title without the unit in brackets behind it, which its numbers carry: <c>保底比例（占投入）</c> stays whole.</summary>
    internal static string WithoutUnit(string title, Dimension dimension)
    {
        var at = title.LastIndexOfAny(['（', '(']);
        return at > 0 && title[^1] is '）' or ')' && Units.IsWritten(title[(at + 1)..^1], dimension) ? title[..at].TrimEnd() : title;
    }

    /// <summary>In what a holding is counted: 亩 and mu; empty for a plain number.</summary>
    public LocalizedText UnitOf(string holding) =>
        _scheme.Holdings.FirstOrDefault(known => known.Name == holding) is { } held
            && Units.Words(Dimension.Of(held.Unit)) is var words
            ? new LocalizedText(words.Zh.Trim(), words.En.Trim())
            : LocalizedText.Empty;

    /// <summary>
    /// A pool, payer, fund or carried account: by its title under <c>accounts</c>; by its name, where that is Chinese; by the step that
    /// fills it. In English it starts small unless it is a proper name.
    /// </summary>
    public LocalizedText Of(Account account)
    {
        var isInput = account.Kind == AccountKind.Pool && _scheme.Inputs.Any(input => input.Name == account.Name);
        return isInput ? Of(account.Name)
            : _scheme.Accounts.FirstOrDefault(known => known.Name == account.Name) is { } stated
                ? Titled(stated.Title, account.Name, Dimension.Yuan)
            : !account.Name.All(char.IsAscii) ? AsWritten(account.Name)
            : AccountWords.OfAccount(account.Name) ?? Fed(account, out _) ?? Of(account.Name);
    }

    /// <summary>A fund or carried account where all steps are done, told apart from what has the same name.</summary>
    internal LocalizedText OfKept(Account account)
    {
        var title = Of(account);
        var others = _scheme.Steps.SelectMany(step => step.Destinations)
            .Where(other => other.Kind != account.Kind && other.Kind is (AccountKind.Fund or AccountKind.Carry));
        var isShared = _scheme.Inputs.Any(input => Of(input.Name).Zh == title.Zh) || others.Any(other => other.Name == account.Name);
        return isShared && account.Kind == AccountKind.Carry
                ? new LocalizedText($"结转下年的“{title.Zh}”", title.En + " carried to the next year")
            : isShared && account.Kind == AccountKind.Fund ? new LocalizedText($"转入的“{title.Zh}”", "what goes into " + title.En)
            : new LocalizedText($"“{title.Zh}”", title.En);
    }

    /// <summary>Every word there is for an account: its name, its title, and what the step calls it that fills it.</summary>
    internal IEnumerable<string> WordsOf(Account account) =>
        [account.Name, Of(account).Zh, .. Fed(account, out _) is { } fed ? [fed.Zh] : Array.Empty<string>()];

    /// <summary>A pool as money: 村集体这一份 is what the collective's pool holds, not the collective.</summary>
    internal LocalizedText OfMoney(Account account)
    {
        var title = Of(account);
        return account.Kind != AccountKind.Pool ? title
            : _scheme.Inputs.Any(input => input.Name == account.Name) ? title with { En = The(title.En) }
            : IsPart(account)
                ? new LocalizedText(title.Zh + "这一份", title.En + (title.En[^1] == 's' ? "'" : "'s") + " part")
            : title;
    }

    /// <summary>A figure of the year: it is one, so English has an article.</summary>
    internal LocalizedText OfFigure(string name) =>
        _scheme.Inputs.Any(input => input.Name == name) ? Of(name) with { En = The(Of(name).En) } : Of(name);

    internal static string The(string words) =>
        words.StartsWith("the ", StringComparison.OrdinalIgnoreCase) || words.StartsWith("all ", StringComparison.Ordinal)
        || !words.All(char.IsAscii)
            ? words
            : "the " + words;

    /// <summary>The households of a group; null is everyone.</summary>
    public LocalizedText OfGroup(string? group)
    {
        if (group is null or "everyone")
        {
            return new LocalizedText("全体农户", "all households");
        }

        if (_scheme.Groups.FirstOrDefault(known => known.Name == group) is { } written)
        {
            // A name in Chinese says more than its condition; one in Latin letters is a word of the document.
            // A formula says where the line is drawn, which no name does.
            var meaning = Of(written.Condition);
            return group.All(char.IsAscii) ? meaning
                : meaning with { Zh = written.Condition is FormulaCondition ? $"{group}（{meaning.Zh}）" : group };
        }

        var makers = _scheme.Steps.OfType<SelectStep>().ToArray();
        return Array.Find(makers, step => step.As == group) is not { } maker ? AsWritten(group)
            : makers.Length == 1 ? new LocalizedText("选中的户", "the households chosen")
            : new LocalizedText($"“{maker.Title.Zh}”选中的户", $"the households chosen by “{English(maker.Title)}”");
    }

    /// <summary>A step: its title.</summary>
    public LocalizedText OfStep(string id) =>
        _scheme.Steps.FirstOrDefault(step => step.Id == id) is { } step
            ? step.Title.Zh == id ? AsWritten(id) : step.Title with { En = English(step.Title) }
            : AsWritten(id);

    /// <summary>A benefit: the title of the first step that gives it, else the words that schemes share.</summary>
    public LocalizedText OfBenefit(string benefit) =>
        _scheme.Steps.FirstOrDefault(step => step.GivesLines && step.Benefit == benefit) is { } giver && giver.Title.Zh != giver.Id
            ? OfStep(giver.Id) : BenefitWords.Of(benefit) ?? AsWritten(benefit);

    /// <summary>Where money came from, as a label.</summary>
    public LocalizedText LabelOf(SourceAmount source) =>
        AsLabel(Of(new Account(source.IsPayer ? AccountKind.Payer : AccountKind.Pool, source.Name)));

    /// <summary>Where money stayed, as a label.</summary>
    public LocalizedText LabelOf(FundAmount fund) =>
        AsLabel(Of(new Account(fund.IsCarried ? AccountKind.Carry : AccountKind.Fund, fund.Name)));

    /// <summary>A title that stands alone, over a column or beside a field: in English without an article and with a capital.</summary>
    public static LocalizedText AsLabel(LocalizedText title)
    {
        var en = English(title) is var words && words.StartsWith("the ", StringComparison.Ordinal) ? words[4..] : words;
        return title with { En = en.Length == 0 ? en : char.ToUpperInvariant(en[0]) + en[1..] };
    }

    internal LocalizedText Of(Condition condition) => condition switch
    {
        TagCondition tag => AccountWords.OfTag(tag.Tag),
        GroupCondition group => OfGroup(group.Group),
        NotCondition not => NotChosen(not.Of) ?? Without(not.Of) ?? Other(Of(not.Of)),
        HoldingCondition holding => OfHolding(holding),
        FormulaCondition formula => OfFormula(formula),
        ManyCondition many => Many(many.Of.Select(Of).ToArray(), many.All),
        _ => throw new InvariantBrokenException("a condition of no kind"),
    };

    internal static string Joined(IReadOnlyList<string> items, string between, string last) =>
        items.Count < 2 ? string.Concat(items) : string.Join(between, items.SkipLast(1)) + last + items[^1];

    private static LocalizedText Many(LocalizedText[] of, bool all) => all
        ? new LocalizedText(string.Join('且', of.Select(part => Adjective(part.Zh))) + "的户",
            Joined(of.Select(part => part.En).ToArray(), ", ", " and at the same time "))
        : new LocalizedText(Joined(of.Select(part => part.Zh).ToArray(), "、", "或"),
            Joined(of.Select(part => part.En).ToArray(), ", ", " or "));

    // 没有股金的户
    private LocalizedText? Without(Condition condition)
    {
        if (condition is HoldingCondition { Comparison: Comparison.Above, Figure.Sign: 0 } held)
        {
            return new LocalizedText($"没有{Of(held.Holding).Zh}的户", $"households without {Of(held.Holding).En}");
        }

        return condition is GroupCondition group && _scheme.Groups.FirstOrDefault(known => known.Name == group.Group) is { } written
            ? Without(written.Condition)
            : null;
    }

    // 不是建档立卡户的户; 除入股土地不低于 2 亩的户以外的户
    private static LocalizedText Other(LocalizedText of) => new(
        of.Zh.EndsWith("的户", StringComparison.Ordinal) ? $"除{of.Zh}以外的户" : $"不是{of.Zh}的户", $"households other than {of.En}");

    // 入股土地不超过 2.5 亩 of 入股土地不超过 2.5 亩的户
    private static string Adjective(string households) =>
        households.EndsWith("的户", StringComparison.Ordinal) ? households[..^2] : households;

    private LocalizedText OfHolding(HoldingCondition condition)
    {
        var (title, held) = (Of(condition.Holding), _scheme.Holdings.First(holding => holding.Name == condition.Holding));
        var unit = Units.Words(Dimension.Of(held.Unit));
        var (zh, en) = condition.Comparison.Words();
        return condition is { Comparison: Comparison.Above, Figure.Sign: 0 }
            ? new LocalizedText($"有{title.Zh}的户", $"households with {title.En}")
            : new LocalizedText($"{title.Zh}{zh} {condition.Figure}{unit.Zh}的户",
                $"households with {title.En} {en} {condition.Figure}{unit.En}");
    }

    /// <summary>A comparison of figures, by their titles.</summary>
    internal LocalizedText Of(FormulaComparison comparison) => Formulas.Of(comparison);

    /// <summary>A formula in words, without the values of parameters.</summary>
    internal LocalizedText Of(Formula formula) => Formulas.Of(formula.Expression);

    /// <summary>The bound of a comparison: <c>1 亩/人</c>.</summary>
    internal LocalizedText OfBound(Expression bound) => Formulas.Bound(bound);

    private FormulaWords Formulas => new(_scheme, this, _ => null, new PoolsSoFar());

    private LocalizedText OfFormula(FormulaCondition condition)
    {
        var words = Of(condition.Comparison);
        return new LocalizedText(words.Zh + "的户", "households with " + words.En);
    }

    // 没有选中的户, not 不是选中的户的户.
    private LocalizedText? NotChosen(Condition condition)
    {
        var makers = _scheme.Steps.OfType<SelectStep>().ToArray();
        return condition is not GroupCondition { Group: var group } || _scheme.Groups.Any(known => known.Name == group)
            || Array.Find(makers, step => step.As == group) is not { } maker ? null
            : makers.Length == 1 ? new LocalizedText("没有选中的户", "the households not chosen")
            : new LocalizedText($"“{maker.Title.Zh}”没有选中的户", $"the households not chosen by “{English(maker.Title)}”");
    }

    // A pool whose title or name of its own is not that of a party is the money itself.
    private bool IsPart(Account account)
    {
        var isPart = false;
        return AccountWords.OfAccount(account.Name) is null
            ? Fed(account, out isPart) is { } fed && isPart && fed.Zh == Of(account).Zh
            : AccountWords.IsParty(account.Name);
    }

    // The step that first brings the account money says what it is for.
    private LocalizedText? Fed(Account account, out bool isPart)
    {
        isPart = false;
        foreach (var step in _scheme.Steps)
        {
            if (step is SplitStep split && split.Into.FirstOrDefault(part => part.Account == account) is { } part)
            {
                var title = part.Share?.Expression is Name share ? OfPart(share.Text) : null;
                isPart = title is not null;
                return title ?? OfFeeder(step, isItsOwn: split.Into.Count == 1 && step.Id == account.Name);
            }

            if ((step is TakeStep take && take.Into == account) || (step is WithholdStep withhold && withhold.Into == account))
            {
                return OfFeeder(step, isItsOwn: true);
            }
        }

        return null;
    }

    private static LocalizedText? OfFeeder(Step step, bool isItsOwn) =>
        !isItsOwn || step.Title.Zh == step.Id ? null : new LocalizedText(step.Title.Zh, Lowered(English(step.Title)));

    // 村民份数 is how many parts go to 村民.
    private LocalizedText? OfPart(string parameter)
    {
        if (_scheme.Parameters.FirstOrDefault(known => known.Name == parameter)?.Title is not { Zh.Length: > 0 } title)
        {
            return null;
        }

        var (zh, en) = (title.Zh, title.En);
        var suffix = Array.Find(Parts, part => zh.EndsWith(part, StringComparison.Ordinal) && zh.Length > part.Length);
        var before = Array.Find(PartsBefore, part => en.StartsWith(part, StringComparison.OrdinalIgnoreCase));
        var after = Array.Find(PartsAfter, part => en.EndsWith(part, StringComparison.OrdinalIgnoreCase) && en.Length > part.Length);
        en = before is not null ? en[before.Length..] : after is not null ? en[..^after.Length] : en;
        return new LocalizedText(suffix is null ? zh : zh[..^suffix.Length], en.Length == 0 ? title.Zh : Lowered(en));
    }

    private static LocalizedText Titled(LocalizedText title, string name, Dimension dimension) => title.Zh.Length == 0 ? AsWritten(name)
        : new LocalizedText(WithoutUnit(title.Zh, dimension), Lowered(WithoutUnit(English(title), dimension)));

    // A title in one language serves both.
    private static string English(LocalizedText title) => title.En.Length > 0 ? title.En : title.Zh;

    // village_reserve is two words; a Chinese name is as its writer wants it printed.
    private static LocalizedText AsWritten(string name)
    {
        var words = name.All(char.IsAscii) ? name.Replace('_', ' ').Trim() : name;
        return new LocalizedText(words, words);
    }

    // "Wage per day" inside a sentence; "Tangwan Fruit" and "GDP" stay.
    private static string Lowered(string title)
    {
        var isName = title.Length < 2 || !char.IsAsciiLetterUpper(title[0]) || char.IsAsciiLetterUpper(title[1])
            || title.Split(' ').Skip(1).Any(word => word.Length > 0 && char.IsAsciiLetterUpper(word[0]));
        return isName ? title : char.ToLowerInvariant(title[0]) + title[1..];
    }
}
