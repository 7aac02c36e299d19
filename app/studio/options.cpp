#include "app/studio/options.h"

#include "core/base/ids.h"
#include "ui/shell/window_pages.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>

namespace orkestr {

namespace {

constexpr int smallest_px = 320;
constexpr int largest_px = 8192;

Error wrong(const QString& message) { return {ErrorCode::invalid_argument, message.toStdString(), {}}; }

class StudioOptionReader {
    Q_DECLARE_TR_FUNCTIONS(StudioOptions)
public:
    explicit StudioOptionReader(const QStringList& arguments) : arguments_(arguments) {}

    Result<StudioOptions> read() {
        for (at_ = 1; at_ < arguments_.size() && !error_; ++at_) take(arguments_[at_]);
        if (error_) return *error_;
        if (!options_.compare.isEmpty() && options_.open_run.isEmpty() && options_.open_file.isEmpty())
            return wrong(tr("--compare needs a run to compare with: RUN, FILE or FILE#RUN"));
        return options_;
    }

private:
    void take(const QString& argument) {
        // `--name=value` is `--name value`.
        const auto equals = argument.startsWith(QLatin1String("--")) ? argument.indexOf(QLatin1Char('=')) : -1;
        const QString name = equals < 0 ? argument : argument.left(equals);
        if (equals >= 0) arguments_.insert(at_ + 1, argument.mid(equals + 1));
        if (name == QLatin1String("--help") || name == QLatin1String("-h")) options_.help = true;
        else if (name == QLatin1String("--version")) options_.version = true;
        else if (name == QLatin1String("--workspace")) options_.workspace = value(name);
        else if (name == QLatin1String("--open")) open(value(name));
        else if (name == QLatin1String("--compare")) options_.compare = value(name);
        else if (name == QLatin1String("--samples")) samples(value(name));
        else if (name == QLatin1String("--screenshot")) options_.screenshot = value(name);
        else if (name == QLatin1String("--page")) page(value(name));
        else if (name == QLatin1String("--size")) size(value(name));
        else if (name == QLatin1String("--theme")) theme(value(name));
        else if (name.startsWith(QLatin1Char('-'))) fail(tr("there is no option %1; see --help").arg(name));
        else open(name);
    }

    QString value(const QString& name) {
        if (at_ + 1 >= arguments_.size() || arguments_[at_ + 1].isEmpty()) {
            fail(tr("%1 needs a value; see --help").arg(name));
            return {};
        }
        return arguments_[++at_];
    }

    void open(const QString& text) {
        if (error_) return;
        if (!options_.open_file.isEmpty() || !options_.open_run.isEmpty()) return fail(tr("only one definition or run can be opened"));
        const QFileInfo file(text);
        const auto sign = text.lastIndexOf(QLatin1Char('#'));
        const QFileInfo before(text.left(std::max<qsizetype>(sign, 0)));
        if (file.isDir()) options_.workspace = file.absoluteFilePath();
        else if (!file.exists() && sign > 0 && before.isDir()) {
            options_.workspace = before.absoluteFilePath();
            options_.open_run = text.mid(sign + 1);
        }
        else if (!file.exists() && is_run_id(text.toStdString())) options_.open_run = text;
        else if (!file.exists() && sign > 0 && before.exists()) {
            options_.open_file = before.absoluteFilePath();
            options_.open_run = text.mid(sign + 1);
        }
        else if (!file.exists()) fail(tr("there is no file %1, and it is no run's id").arg(text));
        else options_.open_file = file.absoluteFilePath();
    }

    void samples(const QString& text) {
        if (error_) return;
        if (!QFileInfo(text).isDir()) return fail(tr("--samples: there is no directory %1").arg(text));
        options_.samples = QFileInfo(text).absoluteFilePath();
    }

    void page(const QString& text) {
        options_.page = text;
        if (!error_ && !window_pages().contains(text)) fail(tr("--page is one of: %1").arg(window_pages().join(QStringLiteral(", "))));
    }

    void size(const QString& text) {
        static const QRegularExpression form(QStringLiteral("^([0-9]{1,5})x([0-9]{1,5})$"));
        const auto match = form.match(text);
        options_.size = QSize(match.captured(1).toInt(), match.captured(2).toInt());
        const auto in_range = [](int px) { return px >= smallest_px && px <= largest_px; };
        if (!error_ && (!in_range(options_.size.width()) || !in_range(options_.size.height())))
            fail(tr("--size takes WIDTHxHEIGHT, each from %1 to %2, such as 1280x800").arg(smallest_px).arg(largest_px));
    }

    void theme(const QString& text) {
        options_.theme = text;
        if (!error_ && text != QLatin1String("light") && text != QLatin1String("dark")) fail(tr("--theme is light or dark"));
    }

    void fail(const QString& message) {
        if (!error_) error_ = wrong(message);
    }

    QStringList arguments_;
    qsizetype at_ = 1;
    StudioOptions options_;
    std::optional<Error> error_;
};

struct HelpText {
    Q_DECLARE_TR_FUNCTIONS(StudioOptions)
};

} // namespace

Result<StudioOptions> read_studio_options(const QStringList& arguments) { return StudioOptionReader(arguments).read(); }

QString studio_help() {
    return HelpText::tr("Orkestr Studio: design, run and inspect durable workflows.\n"
                        "\n"
                        "orkestr-studio [OPTION...] [FILE|DIR|RUN]\n"
                        "\n"
                        "  --workspace DIR       the workspace to open (default: $XDG_DATA_HOME/orkestr/default)\n"
                        "  --open FILE|DIR|RUN   a definition, an audit log or case, another system's record, a workspace's folder (FILE#RUN, DIR#RUN:\n"
                        "                        one run in it), or a run's id\n"
                        "  --compare OTHER       compare the run with another: its id, FILE, FILE#RUN or DIR#RUN\n"
                        "  --samples DIR         a directory of sample definitions to list\n"
                        "  --screenshot PNG      save a picture once what was asked for is shown, then exit\n"
                        "  --page PAGE           of the picture: runs, workspace, replay, statistics, steps, timeline, events, state, watch,\n"
                        "                        bookmarks; of the selected step input, output,\n"
                        "                        changes, request, response, expressions, attempts, log\n"
                        "  --size WxH            the window's size, such as 1280x800\n"
                        "  --theme light|dark    instead of the theme that was chosen\n"
                        "  --version, --help\n"
                        "\n"
                        "Examples:\n"
                        "  orkestr-studio order.yaml\n"
                        "  orkestr-studio --open order.yaml --screenshot order.png --size 1600x900 --theme dark\n");
}

} // namespace orkestr
