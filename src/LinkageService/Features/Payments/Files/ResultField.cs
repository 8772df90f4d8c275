namespace LinkageService.Features.Payments.Files;

/// <summary>What a column of a bank's sheet holds.</summary>
internal enum ResultField
{
    /// <summary>Our reference.</summary>
    EndToEndId,

    /// <summary>The household's id, where the sheet is ours.</summary>
    Household,

    /// <summary>The payee's account.</summary>
    Account,

    /// <summary>The payee.</summary>
    Name,

    /// <summary>How much.</summary>
    Amount,

    /// <summary>What became of it, in words.</summary>
    Status,

    /// <summary>A mark where it went through.</summary>
    Success,

    /// <summary>A mark where it did not.</summary>
    Failure,

    /// <summary>Why it did not.</summary>
    Reason,

    /// <summary>Words of the bank that may say what became of it, or why.</summary>
    Information,

    /// <summary>A code of ISO 20022.</summary>
    ReasonCode,

    /// <summary>When.</summary>
    Date,

    /// <summary>Remarks, ours or the bank's.</summary>
    Remark,
}
