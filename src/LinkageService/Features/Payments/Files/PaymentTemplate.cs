namespace LinkageService.Features.Payments.Files;

/// <summary>How a bank wants its list of payments: columns and spelling, which an office writes down once for each bank.</summary>
/// <param name="Name">What the office calls it, such as 农商银行代发.</param>
/// <param name="Columns">In their order; an account and an amount must be among them.</param>
internal sealed record PaymentTemplate(string Name, IReadOnlyList<PaymentColumn> Columns)
{
    /// <summary>A text, or a workbook.</summary>
    /// <value><c>text</c> (default) or <c>xlsx</c>.</value>
    public string Form { get; init; } = TextForm;

    /// <summary>What a text is written in; a workbook has its own.</summary>
    /// <value><c>utf-8</c> with a mark (default), <c>gb18030</c> or <c>gbk</c>.</value>
    public string Encoding { get; init; } = PaymentEncoding.Utf8;

    /// <summary>What stands between the fields of a text.</summary>
    /// <value><c>comma</c> (default), <c>bar</c>, <c>tab</c> or <c>semicolon</c>.</value>
    public string Separator { get; init; } = Comma;

    /// <summary>Whether the separator stands behind the last field too.</summary>
    public bool EndsRows { get; init; }

    /// <summary>Whether the first row says what the columns hold.</summary>
    /// <value>True unless stated.</value>
    public bool HasHeadings { get; init; } = true;

    /// <summary>Whether the last row is the sum.</summary>
    public bool HasTotals { get; init; }

    /// <summary>
    /// Whether a tab behind account numbers and codes in a text keeps spreadsheets from turning them into 6.2E+18. Banks' programs pass
    /// over it; one that does not says so at once, whereas a number that a spreadsheet cut is paid to somebody else, or to nobody.
    /// </summary>
    public bool MarksNumbers { get; init; }

    /// <summary>Payments of one file; more are split over several.</summary>
    /// <value>1 to 100,000; 3,000 unless stated.</value>
    public int MaxRows { get; init; } = DefaultMaxRows;

    /// <summary>A text with separators.</summary>
    public const string TextForm = "text";

    /// <summary>The separator where nobody names another.</summary>
    public const string Comma = "comma";

    /// <summary>A workbook of Excel.</summary>
    public const string WorkbookForm = "xlsx";

    /// <summary>Payments of one file where nobody says otherwise.</summary>
    /// <value>3,000: the least of the limits that banks state.</value>
    public const int DefaultMaxRows = 3_000;

    /// <summary>The forms.</summary>
    public static IReadOnlyList<string> Forms { get; } = [TextForm, WorkbookForm];

    /// <summary>The separators by their names.</summary>
    public static IReadOnlyDictionary<string, char> Separators { get; } =
        new Dictionary<string, char>(StringComparer.Ordinal) { [Comma] = ',', ["bar"] = '|', ["tab"] = '\t', ["semicolon"] = ';' };

    /// <summary>Whether it is a text.</summary>
    public bool IsText => Form == TextForm;

    /// <summary>What stands between the fields.</summary>
    public char SeparatorCharacter => Separators[Separator];
}

/// <summary>A column of a payment file.</summary>
/// <param name="Field">What it holds: a name of <see cref="PaymentField.All"/>.</param>
internal sealed record PaymentColumn(string Field)
{
    /// <summary>Its heading; null for that of the field.</summary>
    public string? Heading { get; init; }

    /// <summary>What stands in every row, where the field is <c>text</c>; null for nothing.</summary>
    public string? Text { get; init; }

    /// <summary>Characters at most; null where the bank sets no limit.</summary>
    public int? MaxCharacters { get; init; }

    /// <summary>Whether what is longer is cut; else it is refused. Of purposes and remarks alone.</summary>
    public bool Cuts { get; init; }
}
