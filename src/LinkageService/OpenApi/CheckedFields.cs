using System.Globalization;
using FluentValidation;
using FluentValidation.Internal;
using FluentValidation.Validators;
using LinkageService.Errors;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace LinkageService.OpenApi;

/// <summary>
/// The bounds of fields and parameters, read out of the rules that refuse what is out of them: a limit that is changed in a rule is
/// changed in the document.
/// </summary>
internal sealed class CheckedFields : ISchemaFilter
{
    /// <inheritdoc/>
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        var checkedBy = context.Type.GetCustomAttributes(typeof(CheckedByAttribute<>), inherit: false).Cast<CheckedByAttribute>().ToArray();
        if (checkedBy.Length > 0 && schema is OpenApiSchema { Properties: { } properties } record)
        {
            foreach (var (name, field) in properties)
            {
                Bound(record, name, field as OpenApiSchema, checkedBy.SelectMany(by => Rules(by.Validator, name)));
            }
        }
    }

    private static void Bound(
        OpenApiSchema record, string name, OpenApiSchema? field, IEnumerable<(IValidationRule Rule, IRuleComponent Component)> rules)
    {
        foreach (var (rule, component) in rules)
        {
            if (IsRequired(rule, component))
            {
                (record.Required ??= new HashSet<string>(StringComparer.Ordinal)).Add(name);
            }

            // A part that is a record of its own is bounded where it is described.
            if ((IsOfEntries(rule) ? field?.Items as OpenApiSchema : field) is { } bounded)
            {
                Bound(bounded, component.Validator);
            }
        }
    }

    /// <summary>Gives a parameter the bounds of the rules of its name.</summary>
    /// <param name="schema">Of the parameter.</param>
    /// <param name="name">Its name.</param>
    /// <param name="validator">The one that checks it.</param>
    public static void Bound(OpenApiSchema schema, string name, Type validator)
    {
        foreach (var (_, component) in Rules(CheckedByAttribute.Of(validator), name))
        {
            Bound(schema, component.Validator);
        }
    }

    private static IEnumerable<(IValidationRule Rule, IRuleComponent Component)> Rules(IValidator validator, string name) =>
        validator.CreateDescriptor().Rules.Where(rule => rule.PropertyName == name)
            .SelectMany(rule => rule.Components, (rule, component) => (rule, component));

    // One that holds under a condition only does not make a field required of every request.
    private static bool IsRequired(IValidationRule rule, IRuleComponent component) =>
        component.Validator is INotEmptyValidator or INotNullValidator && !rule.HasCondition && !rule.HasAsyncCondition
        && !component.HasCondition && !component.HasAsyncCondition;

    private static bool IsOfEntries(IValidationRule rule) => Array.Exists(
        rule.GetType().GetInterfaces(),
        each => each.IsGenericType && each.GetGenericTypeDefinition() == typeof(ICollectionRule<,>));

    private static void Bound(OpenApiSchema schema, IPropertyValidator validator)
    {
        switch (validator)
        {
            case INotEmptyValidator when Is(schema, JsonSchemaType.String) && schema.Enum is null && schema.Format is null:
                schema.MinLength ??= 1;
                break;
            case INotEmptyValidator when Is(schema, JsonSchemaType.Array):
                schema.MinItems = 1;
                break;
            case ILengthValidator length:
                schema.MaxLength = length.Max;
                schema.MinLength = length.Min > 0 ? length.Min : schema.MinLength;
                break;
            case IWordValidator words:
                (schema.Enum, schema.MinLength) = (Shapes.OneOf(words.Words).Enum, null);
                break;
            case IPatternValidator pattern:
                schema.Pattern = pattern.Pattern;
                break;
            case IBetweenValidator between:
                schema.Minimum = Convert.ToString(between.From, CultureInfo.InvariantCulture);
                schema.Maximum = Convert.ToString(between.To, CultureInfo.InvariantCulture);
                break;
            case IEntriesValidator entries:
                schema.MaxProperties = entries.MaxCount;
                schema.PropertyNames = Shapes.Text;
                Bound((OpenApiSchema)schema.PropertyNames, entries.Names);
                Bound((OpenApiSchema)schema.AdditionalProperties!, entries.Values);
                break;
            case ISomeValidator:
                schema.MinItems = 1;
                break;
            case ICountValidator count:
                schema.MaxItems = count.MaxCount;
                break;
        }
    }

    private static bool Is(OpenApiSchema schema, JsonSchemaType type) => schema.Type is { } stated && stated.HasFlag(type);
}
