using System.Diagnostics;
using System.Globalization;
using System.Text;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>Collects the sentence of one step in both languages.</summary>
internal sealed class SentenceWriter
{
    private readonly StringBuilder _zh = new();
    private readonly StringBuilder _en = new();
    private readonly Scheme _scheme;
    private readonly PoolsSoFar _pools;
    private readonly FormulaWords _formulas;

    public SentenceWriter(Scheme scheme, SchemeTitles titles, Func<SchemeParameter, Fraction?> valueOf, PoolsSoFar pools)
    {
        (_scheme, Titles, _pools) = (scheme, titles, pools);
        _formulas = new FormulaWords(scheme, titles, valueOf, pools);
    }

    public SchemeTitles Titles { get; }

    /// <summary>What was said so far, as it stands.</summary>
    public LocalizedText Text => new(_zh.ToString(), _en.ToString());

    public void Say(string zh, string en)
    {
        _zh.Append(zh);
        _en.Append(en);
    }

    /// <summary>What must hold for the step to do anything.</summary>
    public void SayWhen(StepWhen? when)
    {
        if (when is null)
        {
            return;
        }

        var (zh, en) = (new List<string>(), new List<string>());
        if (when is { FromYear: not null } or { ToYear: not null })
        {
            var (from, to) = (when.FromYear, when.ToYear);
            zh.Add(from is null ? $"{to} 年及以前" : to is null ? $"{from} 年起" : from == to ? $"{from} 年" : $"{from} 年到 {to} 年");
            en.Add(from is null ? $"until {to}" : to is null ? $"from {from} on" : from == to ? $"in {from}" : $"from {from} to {to}");
        }

        if (when.Figure is { } figure)
        {
            var subject = figure.Subject == "pool" ? Source(new Account(AccountKind.Pool, figure.Name)) : Titles.OfFigure(figure.Name);
            var bounds = figure.Bounds.Select(bound => Bound(figure, bound)).ToArray();
            zh.Add($"{subject.Zh}{string.Join('、', bounds.Select(bound => bound.Zh))}时");
            en.Add($"if {subject.En} is {string.Join(" and ", bounds.Select(bound => bound.En))}");
        }

        if (when.Group is { } group)
        {
            var title = Titles.OfGroup(group);
            zh.Add($"有{title.Zh}时");
            en.Add($"if there are {title.En}");
        }

        Say(string.Join("，", zh) + "，", string.Join(" and ", en) + ", ");
    }

    // 大于 100.00 元; 不超过 5%
    private LocalizedText Bound(WhenFigure figure, WhenBound bound)
    {
        var input = figure.Subject == "input" ? _scheme.Inputs.FirstOrDefault(known => known.Name == figure.Name) : null;
        var parameter = figure.Subject == "parameter"
            ? _scheme.Parameters.FirstOrDefault(known => known.Name == figure.Name) : input?.Figure;
        var unit = figure.Subject == "pool" ? new LocalizedText("元", "yuan")
            : input?.UnitWords ?? parameter?.UnitWords ?? LocalizedText.Empty;
        var isMoney = unit.Zh.StartsWith('元') && bound.Figure.Sign != 0;
        var value = parameter?.Type == ParameterType.Rate ? parameter.Show(bound.Figure) : FormulaWords.Number(bound.Figure, isMoney);
        var words = bound.Comparison.Words();
        return new LocalizedText(
            $"{(bound.Comparison == Comparison.Above ? "大于" : words.Zh)} {value}{(unit.Zh.Length > 0 ? " " : "")}{unit.Zh}",
            $"{words.En} {value}{(unit.En.Length > 0 ? " " : "")}{unit.En}");
    }

    /// <summary>Pools or a payer money comes out of: what is left of them where something was taken before.</summary>
    public LocalizedText Source(params IReadOnlyList<Account> accounts)
    {
        var titles = accounts.Select(Titles.OfMoney).ToArray();
        var zh = SchemeTitles.Joined(titles.Select(title => title.Zh).ToArray(), "、", "和");
        var en = SchemeTitles.Joined(titles.Select(title => title.En).ToArray(), ", ", " and ");
        return accounts.All(_pools.IsDrawn) ? new LocalizedText(zh + "余下部分", "what is left of " + en) : new LocalizedText(zh, en);
    }

    /// <summary>Where money goes: <c>转入“公积金”</c>; in English what follows "take …": <c>for the reserve</c>.</summary>
    public LocalizedText Destination(Account account)
    {
        var title = account.Kind == AccountKind.Pool && IsThere(account) ? Titles.OfMoney(account) : Titles.Of(account);
        return account.Kind switch
        {
            AccountKind.Carry => new LocalizedText($"结转下年（{title.Zh}）", $"to the next year as {title.En}"),
            AccountKind.Fund => new LocalizedText($"转入“{title.Zh}”", $"for {title.En}"),
            AccountKind.Pool or AccountKind.Payer when IsThere(account) =>
                new LocalizedText($"并入{title.Zh}", $"into {title.En}"),
            AccountKind.Pool or AccountKind.Payer => new LocalizedText($"作为{title.Zh}", $"as {title.En}"),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Whether something stands in the account already.</summary>
    public bool IsThere(Account account) =>
        _pools.IsFed(account) || _scheme.Inputs.Any(input => input.Name == account.Name);

    /// <summary>Whether a pool keeps its money apart by a label.</summary>
    public bool IsKept(Account pool) => _scheme.Steps.OfType<Steps.SplitStep>()
        .Any(split => split.Within is not null && split.Into.Any(part => part.Account == pool));

    /// <summary>Whether a step before took something out of every one of the accounts.</summary>
    public bool IsRest(IReadOnlyList<Account> accounts) => accounts.All(_pools.IsDrawn);

    /// <summary>A formula in words.</summary>
    public LocalizedText Formula(Formula formula) => _formulas.Of(formula.Expression);

    /// <summary>A comparison in words.</summary>
    public LocalizedText Compared(FormulaComparison comparison) => _formulas.Of(comparison);

    /// <summary>A formula as one thing in a sentence: in marks where it is more than a name.</summary>
    public LocalizedText Quoted(Formula formula) => Quoted(formula.Expression);

    /// <inheritdoc cref="Quoted(Formulas.Formula)"/>
    public LocalizedText Quoted(Expression expression)
    {
        var words = _formulas.Of(expression);
        return expression is Binary or Call { Function: "min" or "max" } && !_formulas.IsShare(expression)
            ? words with { Zh = $"“{words.Zh.Replace('“', '‘').Replace('”', '’')}”" }
            : words;
    }

    /// <summary>The value of a share as it stands in a proportion (7, 30%), or null where it is not decided.</summary>
    public string? Share(Formula formula) => _formulas.Share(formula.Expression);

    /// <summary>A rate of a pool, when a formula is that: <c>pool(x) * rate</c>, or <c>x * rate</c> of an untouched input.</summary>
    public Expression? RateOf(Formula formula, Account account)
    {
        if (account.Kind != AccountKind.Pool || formula.Expression is not Binary { Operator: '*' } product)
        {
            return null;
        }

        return IsWhole(product.Left, account) ? product.Right : IsWhole(product.Right, account) ? product.Left : null;
    }

    /// <summary>A table of rates by which a pool is taken from, when a formula is that: <c>tiers(t, pool(x))</c>; else null.</summary>
    public LocalizedText? TiersOf(Formula formula, Account account) =>
        account.Kind == AccountKind.Pool && formula.Expression is Call { Function: "tiers", Arguments: [Name name, var figure] }
        && IsWhole(figure, account) && _scheme.Tiers.First(table => table.Name == name.Text) is var table
            ? TierWords.Taken(table, Titles.Of(table.Name))
            : null;

    /// <summary>A rate with its bounds and title: <c>40%（公积公益金提取比例，不超过 40%）</c>.</summary>
    public LocalizedText Rate(Expression rate) => _formulas.Rate(rate);

    /// <summary>How an amount comes to the fen; nothing where it is whole fen by itself.</summary>
    public void SayRounding(Formula formula, string zh, string en)
    {
        if (!_formulas.IsWholeFen(formula.Expression))
        {
            Say(zh, en);
        }
    }

    /// <summary>The whole sentence.</summary>
    public LocalizedText Done()
    {
        if (_en.Length > 0)
        {
            _en[0] = char.ToUpper(_en[0], CultureInfo.InvariantCulture);
        }

        return new LocalizedText(_zh.Append('。').ToString(), _en.Append('.').ToString());
    }

    private bool IsWhole(Expression expression, Account account) => expression switch
    {
        Call { Function: "pool", Arguments: [Name pool] } => pool.Text == account.Name,
        Name name => name.Text == account.Name && !_pools.IsDrawn(account),
        Literal or Negation or Binary or Call => false,
        _ => throw new UnreachableException(),
    };
}
