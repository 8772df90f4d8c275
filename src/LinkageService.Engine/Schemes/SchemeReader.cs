using System.Diagnostics;
using System.Text;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Schemes;

/// <summary>Reads the document's fields into a scheme; meaning across fields is checked by <see cref="SchemeChecker"/>.</summary>
internal static class SchemeReader
{
    public const int MaxSteps = 64;
    public const int MaxNames = 64;
    public const int MaxHoldings = 32;
    public const int MaxLabels = 8;
    public const int MaxConditions = 256;
    public const int MaxNodes = 20_000;
    public const int MaxDepth = 40;

    public static Scheme? Read(DocumentNode document, ProblemList problems)
    {
        var nodes = 0;
        if (!IsBounded(document, depth: 0, ref nodes))
        {
            problems.Add(ProblemCodes.SchemeTooLarge, "", document,
                $"方案文档超过 {MaxNodes} 个值或 {MaxDepth} 层", $"the document has more than {MaxNodes} values or {MaxDepth} levels");
            return null;
        }

        if (FieldReader.Open(document, "", problems) is not { } fields)
        {
            return null;
        }

        var (from, to) = ReadEffective(fields);
        var holdings = Limited(fields, "holdings", MaxHoldings, ReadHolding);
        var labels = Limited(fields, "labels", MaxLabels, SchemeLabel.Read);
        var groups = ReadGroups(fields);
        var scheme = new Scheme
        {
            Id = ReadId(fields),
            Version = fields.Whole("version", 1, 1_000_000, required: true, Shapes.Version) ?? 1,
            EffectiveFrom = from,
            EffectiveTo = to,
            Title = fields.Words("title", required: true),
            Summary = fields.Words("summary"),
            Reading = fields.Words("reading"),
            Sources = fields.Items("sources").Select(item => ReadSource(fields, item.Node, item.Field)).OfType<SchemeSource>().ToArray(),
            LegalForms = fields.Texts("legalForms"),
            Parties = fields.Texts("parties"),
            Parameters = ReadParameters(fields, out var tiers),
            Tiers = tiers,
            Inputs = Limited(fields, "inputs", MaxNames, SchemeInputReader.Read),
            Holdings = holdings,
            Labels = labels,
            Accounts = Limited(fields, "accounts", MaxNames, SchemeAccount.Read),
            Groups = groups,
            Steps = ReadSteps(fields),
            Requirements = ReadRequirements(fields),
            Document = document,
            Digest = "sha256:" + Convert.ToHexStringLower(CanonicalDocument.Digest(document)),
            Rules = problems.Rules,
            RosterSchema = new RosterSchema([], []),
        };
        fields.Done();
        holdings =
        [
            .. holdings,
            .. problems.Members.Columns(
                scheme.Parameters.Select(parameter => parameter.Name).Concat(tiers.Select(table => table.Name))
                    .Concat(scheme.Inputs.Select(input => input.Name)).Concat(holdings.Select(holding => holding.Name))
                    .Concat(labels.Select(label => label.Name)), problems, document),
        ];
        var conditions = groups.Select(group => group.Condition).Concat(scheme.Steps.SelectMany(step => step.Conditions))
            .SelectMany(condition => condition.Parts()).ToArray();
        fields.CheckCount("groups", fields.Find("groups"), conditions.Length, MaxConditions);
        var tags = conditions.OfType<TagCondition>().Select(condition => condition.Tag);
        return scheme with
        {
            Holdings = holdings,
            RosterSchema = new RosterSchema(
                holdings.Select(holding => holding.Column).ToArray(), tags, labels.Select(label => label.Column).ToArray(),
                takesOtherWords: problems.Rules >= RuleVersion.Fourth),
        };
    }

    private static Requirement[] ReadRequirements(FieldReader fields)
    {
        var items = fields.Items("require");
        return fields.CheckCount("require", fields.Find("require"), items.Count, Requirement.Max)
            ? items.Select(item => Requirement.Read(fields, item.Node, item.Field)).OfType<Requirement>().ToArray() : [];
    }

    // Whatever read the document has limits of its own; these keep every later walk over it short.
    private static bool IsBounded(DocumentNode node, int depth, ref int nodes)
    {
        if (depth > MaxDepth || ++nodes > MaxNodes)
        {
            return false;
        }

        IEnumerable<DocumentNode> inner = node switch
        {
            DocumentSequence sequence => sequence.Items,
            DocumentMapping mapping => mapping.Entries.Select(entry => entry.Value),
            DocumentScalar => [],
            _ => throw new UnreachableException(),
        };
        foreach (var part in inner)
        {
            if (!IsBounded(part, depth + 1, ref nodes))
            {
                return false;
            }
        }

        return true;
    }

    private static string ReadId(FieldReader fields)
    {
        if (fields.Text("id", required: true) is not { } id)
        {
            return "";
        }

        var written = id.EnumerateRunes().All(rune => Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_');
        if (id.Length == 0 || !written || Names.Characters(id) > Names.MaxLength)
        {
            fields.Problems.Add(ProblemCodes.InvalidName, "id", fields.Find("id"),
                "方案编号只含文字、数字、- 和 _，最多 64 个字符", "a scheme id has letters, digits, - and _ only, at most 64");
        }

        return id;
    }

    private static (int? From, int? To) ReadEffective(FieldReader fields) =>
        fields.Find("effective") is { } node ? YearSpan.Read(fields, "effective", node) : (null, null);

    private static SchemeSource? ReadSource(FieldReader parent, DocumentNode node, string field)
    {
        if (FieldReader.Open(node, field, parent.Problems) is not { } fields)
        {
            return null;
        }

        var source = new SchemeSource(
            fields.Text("report"), fields.Text("quote"), fields.Text("page"), fields.Text("law"), fields.Text("article"));
        fields.Done();
        return source;
    }

    private static T[] Limited<T>(FieldReader fields, string key, int limit, Func<FieldReader, string, T?> read)
        where T : class
    {
        var result = new List<T>();
        foreach (var (entry, field) in fields.Entries(key, limit))
        {
            var before = fields.Problems.All.Count;
            if (fields.CheckName(entry.Key, field, entry.Value)
                && FieldReader.Open(entry.Value, field, fields.Problems, Shapes.Declaration(key, entry)) is { } inner
                && read(inner, entry.Key) is { } item)
            {
                inner.Done();
                result.Add(item);
            }
            else
            {
                fields.Problems.Lost.Add(entry.Key);
            }

            // What it measures is not known: formulas that read it have made no second mistake.
            if (fields.Problems.All.Skip(before).Any(problem =>
                problem.Field == field + ".unit" || problem.Field == field + ".per"))
            {
                fields.Problems.Lost.AddMeasure(entry.Key);
            }
        }

        return [.. result];
    }

    private static SchemeParameter[] ReadParameters(FieldReader fields, out TierTable[] tiers)
    {
        var parameters = Limited(fields, "parameters", MaxNames, SchemeParameterReader.Read);
        tiers = parameters.OfType<TierTable>().ToArray();
        return parameters.OfType<SchemeParameter>().ToArray();
    }

    private static SchemeHolding ReadHolding(FieldReader fields, string name)
    {
        var unit = fields.Unit("unit", required: true) ?? "unit";
        var decimals = fields.Whole("decimals", 0, 4) ?? (IsMoney(fields, unit) ? Money.Decimals : 4);
        long? value = null;
        if (fields.Text("default") is { } text)
        {
            var fault = DecimalText.TryParse(text, decimals, out long unscaled);
            value = Number(fields, "default", text, decimals, fault, Fraction.Zero) is null ? null : unscaled;
        }

        var weighting = fields.Choice("weighting", HoldingWeightings.Words, HoldingWeighting.RecordDate);
        var title = fields.Words("title");
        var column = new HoldingColumn(name, decimals, value)
        {
            Title = title.Zh,
            IsTimeWeighted = weighting == HoldingWeighting.TimeWeighted,
        };
        return new SchemeHolding(unit, column, title)
        {
            Carried = CarriedNames.ReadHolding(fields, unit, column),
            MemberAccount = AccountRoles.ReadHolding(fields, unit, column),
        };
    }

    // Before the third rules 元 was a unit like any other.
    private static bool IsMoney(FieldReader fields, string unit) => string.Equals(unit, "yuan", StringComparison.Ordinal)
        && (fields.Problems.Rules >= RuleVersion.Third || string.Equals(fields.Text("unit"), "yuan", StringComparison.Ordinal));

    private static SchemeGroup[] ReadGroups(FieldReader fields)
    {
        var groups = new List<SchemeGroup>();
        foreach (var (entry, field) in fields.Entries("groups", MaxNames))
        {
            if (fields.CheckName(entry.Key, field, entry.Value)
                && ConditionReader.Read(entry.Value, field, fields.Problems) is { } condition)
            {
                groups.Add(new SchemeGroup(entry.Key, condition));
            }
            else
            {
                fields.Problems.Lost.Add(entry.Key);
            }
        }

        return [.. groups];
    }

    internal static Fraction? Number(
        FieldReader fields, string key, string text, int decimals, DecimalFault fault, Fraction value, bool isRate = false,
        LocalizedText? cure = null)
    {
        if (fault == DecimalFault.None)
        {
            return value;
        }

        var problem = NumberProblems.Of(fault, fields.FieldOf(key), text, decimals, isRate);
        fields.Problems.Add(ProblemCodes.SchemeInvalidValue, problem.Field, fields.Find(key), problem.Message.Zh, problem.Message.En, cure);
        return null;
    }

    private static Step[] ReadSteps(FieldReader fields)
    {
        var node = fields.Find("steps", required: true);
        if (node is null or DocumentSequence)
        {
            var items = node is null ? [] : fields.Items("steps", required: true);
            return fields.CheckCount("steps", node, items.Count, MaxSteps)
                ? items.Select((item, index) => StepKinds.Read(item.Node, item.Field, index, fields.Problems)).OfType<Step>().ToArray()
                : [];
        }

        fields.Problems.Lost.AddAll();
        fields.Problems.Add(ProblemCodes.SchemeWrongType, "steps", node,
            $"steps 应为列表，每个步骤以“- ”开头，得到{node.DescribeZh()}", $"steps is a list, each step begins with \"- \"; got {node.Describe()}");
        return [];
    }
}
