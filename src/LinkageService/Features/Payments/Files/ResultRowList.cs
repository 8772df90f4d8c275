using System.Globalization;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Features.Payments.Files;

/// <summary>Gathers what a file says, up to its limit.</summary>
internal sealed class ResultRowList(PaymentResultLimits limits)
{
    private readonly List<PaymentResultRow> _rows = [];
    private readonly List<UnreadResultRow> _unread = [];
    private int _passedOver;

    /// <summary>What was read.</summary>
    public IReadOnlyList<PaymentResultRow> Rows => _rows;

    /// <summary>Takes a row that was understood.</summary>
    public void Add(PaymentResultRow row)
    {
        _rows.Add(row);
        Require();
    }

    /// <summary>Takes a row that was not.</summary>
    public void AddUnread(int row, string place, string zh, string en)
    {
        _unread.Add(new UnreadResultRow(row, place, new LocalizedText(zh, en)));
        Require();
    }

    /// <summary>Counts what is no payment.</summary>
    public void PassOver()
    {
        _passedOver++;
        Require();
    }

    /// <summary>All of it.</summary>
    public PaymentResultFile Finish(PaymentResultForm form) => new(form, _rows, _unread) { PassedOver = _passedOver };

    private void Require()
    {
        if (_rows.Count + _unread.Count + _passedOver > limits.MaxRows)
        {
            var max = limits.MaxRows.ToString(CultureInfo.InvariantCulture);
            throw new RefusedException(Failure.Of(ProblemCodes.BodyTooLarge,
                $"一个回单文件最多 {max} 行；请分开送", $"a file of results has at most {max} rows: send it in parts", "file"));
        }
    }
}
