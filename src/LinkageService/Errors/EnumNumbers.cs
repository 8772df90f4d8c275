using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using LinkageService.Engine.Problems;

namespace LinkageService.Errors;

/// <summary>
/// Refuses numbers that an enum of the protos has no value of. proto3 hands them on, and whoever reads the field would take one for
/// nothing stated: a filter by such a state would find everything.
/// </summary>
internal static class EnumNumbers
{
    private const int MaxProblems = 20;

    // Most messages hold no enum at any depth, and of these nothing is looked at: households in a stream cost nothing.
    private static readonly ConcurrentDictionary<MessageDescriptor, FieldDescriptor[]> Leading = new();

    /// <exception cref="RefusedException"><c>invalid_value</c>, with the field of each.</exception>
    public static void Require(IMessage message)
    {
        var problems = new List<Problem>();
        Add(message, "", problems);
        if (problems.Count > 0)
        {
            throw new RefusedException(Failure.Of(problems));
        }
    }

    /// <summary>The fields of a message that are enums or lead to one.</summary>
    internal static IReadOnlyList<FieldDescriptor> FieldsOf(MessageDescriptor message) => Leading.GetOrAdd(message, of =>
        [.. of.Fields.InDeclarationOrder().Where(field => Leads(field, []))]);

    private static bool Leads(FieldDescriptor field, HashSet<MessageDescriptor> seen) => field.FieldType == FieldType.Enum
        || (field.FieldType == FieldType.Message && seen.Add(field.MessageType)
            && field.MessageType.Fields.InDeclarationOrder().Any(inner => Leads(inner, seen)));

    private static void Add(IMessage message, string path, List<Problem> problems)
    {
        foreach (var field in FieldsOf(message.Descriptor))
        {
            var (value, name) = (field.Accessor.GetValue(message), path + field.JsonName);
            if (field.IsMap)
            {
                foreach (DictionaryEntry entry in (IDictionary)value)
                {
                    AddValue(field.MessageType.FindFieldByNumber(2), entry.Value, $"{name}.{entry.Key}", problems);
                }
            }
            else if (field.IsRepeated)
            {
                var list = (IList)value;
                for (var at = 0; at < list.Count; at++)
                {
                    AddValue(field, list[at], string.Create(CultureInfo.InvariantCulture, $"{name}[{at}]"), problems);
                }
            }
            else
            {
                AddValue(field, value, name, problems);
            }
        }
    }

    private static void AddValue(FieldDescriptor field, object? value, string path, List<Problem> problems)
    {
        if (value is IMessage message)
        {
            Add(message, path + ".", problems);
        }
        else if (field.FieldType == FieldType.Enum && problems.Count < MaxProblems
            && Convert.ToInt32(value, CultureInfo.InvariantCulture) is var number && field.EnumType.FindValueByNumber(number) is null)
        {
            var known = string.Join(", ", field.EnumType.Values.Select(each => $"{each.Number} {each.Name}"));
            problems.Add(new Problem(ProblemCodes.InvalidValue, path, new LocalizedText(
                $"应为 {known} 之一，得到 {number}", $"one of {known} is wanted, got {number}")));
        }
    }
}
