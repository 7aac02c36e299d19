#include "ui/viewmodels/run_preview.h"

#include "ui/viewmodels/text.h"

namespace orkestr {

RunPreview::RunPreview(RunSource& source, QObject* parent) : QObject(parent), source_(source) {
    rest_.setSingleShot(true);
    connect(&rest_, &QTimer::timeout, this, &RunPreview::ask);
}

void RunPreview::show(const RunId& run, int rest_ms) {
    if (run == run_ && state_ != LoadState::failed) return;
    run_ = run;
    gate_.drop();
    rest_.stop();
    if (run.empty()) {
        view_ = nullptr;
        return set_state(LoadState::idle);
    }
    if (!view_) set_state(LoadState::loading);
    rest_.start(rest_ms);
}

void RunPreview::refresh() {
    if (!run_.empty() && !rest_.isActive()) ask();
}

void RunPreview::ask() {
    using Answer = std::shared_ptr<const RunView>;
    const auto ticket = gate_.supersede();
    source_.run(run_, ticket.stop(), ticket.deliver<Answer>([this](Result<Answer> answer) {
        if (answer) return took(std::move(*answer));
        view_ = nullptr;
        set_state(LoadState::failed, to_qt(answer.error().message));
    }));
}

void RunPreview::took(std::shared_ptr<const RunView> view) {
    struct Laid {
        PrettyJson input;
        PrettyJson output;
    };
    gate_.join().compute<Laid>(
        [view] {
            Laid laid{pretty_json(view->input.text(), most_payload_bytes), {}};
            if (view->output) laid.output = pretty_json(view->output->text(), most_payload_bytes);
            return laid;
        },
        [this, view](Laid laid) {
            view_ = view;
            input_ = std::move(laid.input);
            output_ = std::move(laid.output);
            state_ = LoadState::ready;
            Q_EMIT changed();
        });
}

void RunPreview::set_state(LoadState state, const QString& message) {
    state_ = state;
    message_ = message;
    Q_EMIT changed();
}

} // namespace orkestr
