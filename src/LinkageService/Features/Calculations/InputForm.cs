using System.Diagnostics;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Features.Calculations;

/// <summary>How an input is sent by transports whose values carry a type.</summary>
internal enum InputForm
{
    /// <summary>Yuan, as whole fen.</summary>
    Money,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>A rate, price or quantity, as text.</summary>
    Figure,
}

/// <summary>The form of an input.</summary>
internal static class InputForms
{
    /// <summary>The form.</summary>
    public static InputForm Of(SchemeInput input) => input.Type switch
    {
        InputType.Money => InputForm.Money,
        InputType.Count => InputForm.Count,
        InputType.Rate or InputType.Price or InputType.Quantity => InputForm.Figure,
        _ => throw new UnreachableException(),
    };

    /// <summary>Its words, for messages.</summary>
    public static LocalizedText Words(InputForm form) => form switch
    {
        InputForm.Money => new LocalizedText("金额（amount_fen）", "money (amount_fen)"),
        InputForm.Count => new LocalizedText("个数（count）", "a count (count)"),
        InputForm.Figure => new LocalizedText("比例、单价或数量（figure）", "a rate, price or quantity (figure)"),
        _ => throw new UnreachableException(),
    };
}
