namespace LinkageService.Engine.Formulas;

/// <summary>A formula of a scheme, read and checked once.</summary>
/// <param name="Text">As written.</param>
/// <param name="Field">Where it stands, such as <c>steps[2].amount</c>.</param>
/// <param name="Expression">Its parts.</param>
internal sealed record Formula(string Text, string Field, Expression Expression)
{
    /// <summary>Where it stands in the text of the document.</summary>
    public Schemes.DocumentNode? At { get; init; }

    /// <summary>What it comes out as; set when the scheme is checked.</summary>
    public FormulaType Type { get; set; } = new(Dimension.Plain, IsColumn: false);
}
