using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.Facts;

/// <summary>A field of a fact.</summary>
/// <param name="Property">Where it is.</param>
/// <param name="Said">What is said of it there.</param>
internal sealed record FactField(PropertyInfo Property, FactFieldAttribute Said)
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<FactField>> ByRecord = new();

    /// <summary>As JSON names it.</summary>
    public string Name { get; } = JsonNamingPolicy.CamelCase.ConvertName(Property.Name);

    /// <summary>What it holds.</summary>
    public FactType Type => Said.Type;

    /// <summary>What people call it.</summary>
    public LocalizedText Label => Said.Label;

    /// <summary>Of <see cref="FactType.Rows"/> and <see cref="FactType.Record"/>: the record.</summary>
    public Type Record => Type == FactType.Rows ? Property.PropertyType.GetGenericArguments()[0] : Property.PropertyType;

    /// <summary>Of <see cref="FactType.Word"/>: the words there are.</summary>
    public IReadOnlyList<FactWord> Words { get; } = Said.Words is null ? [] : FactWords.All(Said.Words);

    /// <summary>What people call a field of a fact, with the rows it stands in; null for another field.</summary>
    /// <param name="path">Such as <c>cash.loans[2].dueOn</c>.</param>
    public static LocalizedText? LabelOf(string path)
    {
        var (record, zh, en) = (typeof(FactParts), "", "");
        foreach (var part in path.Split('.'))
        {
            var name = part.Split('[')[0];
            if (Of(record).FirstOrDefault(field => field.Name == name) is not { } found)
            {
                return null;
            }

            int? row = part.Length > name.Length && int.TryParse(
                part.AsSpan((name.Length + 1)..^1), CultureInfo.InvariantCulture, out var at) ? at + 1 : null;
            zh += found.Label.Zh + (row is null ? " " : $"第 {row} 行 ");
            en += found.Label.En + (row is null ? " " : $" row {row} ");
            record = found.Type is FactType.Rows or FactType.Record ? found.Record : typeof(object);
        }

        return new LocalizedText(zh.TrimEnd(), en.TrimEnd());
    }

    /// <summary>The field of a path; null for none.</summary>
    /// <param name="path">Such as <c>cash.loans[2].dueOn</c>.</param>
    public static FactField? At(string path)
    {
        var (record, field) = (typeof(FactParts), (FactField?)null);
        foreach (var part in path.Split('.'))
        {
            field = Of(record).FirstOrDefault(each => each.Name == part.Split('[')[0]);
            record = field?.Type is FactType.Rows or FactType.Record ? field.Record : typeof(object);
        }

        return field;
    }

    /// <summary>The fields of a record, in its order.</summary>
    public static IReadOnlyList<FactField> Of(Type record) => ByRecord.GetOrAdd(record, type =>
        [.. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            let said = property.GetCustomAttribute<FactFieldAttribute>()
            where said is not null
            select new FactField(property, said)]);
}
