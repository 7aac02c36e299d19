// The Qt headers that most of ui includes anyway, compiled once in the development build (ORKESTR_PCH).
// Lean on purpose: <QtWidgets> would cost more than it saves. Sources still include what they use.
#pragma once

#include <QAbstractItemModel>
#include <QAbstractScrollArea>
#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QByteArray>
#include <QColor>
#include <QCoreApplication>
#include <QEvent>
#include <QFont>
#include <QHash>
#include <QIcon>
#include <QLabel>
#include <QList>
#include <QObject>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QPointer>
#include <QRect>
#include <QSettings>
#include <QString>
#include <QStringList>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QVariant>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>
